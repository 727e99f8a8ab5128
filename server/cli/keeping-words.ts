import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateTimeWords } from '#lib/text/dates.ts';
import type { KeepingWhy } from '../keeping/fault.ts';

/** What both verbs answer once they are done. */
export interface KeptAnswer {
  readonly kept: 'backup' | 'restore';
  readonly file: string;
  readonly folder: string;
  readonly at: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly councils: readonly {
    readonly council: string;
    readonly entries: number;
    readonly head: string | null;
  }[];
  readonly documents: number;
  readonly papers: number;
  /** Documents and papers of which a part was lost before. */
  readonly damaged: readonly string[];
}

/** What `backup` and `restore` answer, in the words of a terminal: one sentence a line. */
export function keptWords(answer: KeptAnswer, locale: Locale): string[] {
  const o = { locale };
  const lines = [
    answer.kept === 'backup'
      ? m.cli_kept_backup({ place: answer.file, num: megabytes(answer.bytes, locale) }, o)
      : m.cli_kept_restored({ place: answer.folder, date: dateTimeWords(Date.parse(answer.at), locale) }, o),
    ...answer.councils.map(({ council, entries }) => `  ${m.cli_kept_chain({ council, n: entries }, o)}`),
    `  ${m.cli_kept_documents({ n: answer.documents }, o)}`,
    `  ${m.cli_kept_papers({ n: answer.papers }, o)}`,
  ];
  if (answer.damaged.length > 0) lines.push(m.cli_kept_damaged({ names: answer.damaged.join(', ') }, o));
  return lines;
}

/** Why nothing was written. */
export function keepingWords(why: KeepingWhy, locale: Locale): string {
  const o = { locale };
  switch (why.code) {
    case 'not-empty':
      return m.cli_keep_not_empty({ place: why.path }, o);
    case 'no-folder':
      return m.cli_keep_no_folder({ place: why.path }, o);
    case 'no-space': {
      const [num, left] = [why.needed, why.free].map((bytes) => megabytes(bytes, locale));
      return m.cli_keep_no_space({ place: why.path, num: num!, left: left! }, o);
    }
    case 'not-a-backup':
      return m.cli_keep_not_a_backup({ place: why.file, reason: why.what }, o);
    case 'not-a-council':
      return m.cli_move_not_a_council({ place: why.file, reason: why.what }, o);
    case 'incomplete':
      return why.of === 'council'
        ? m.cli_move_incomplete({ place: why.file, reason: why.what }, o)
        : m.cli_keep_incomplete({ place: why.file, reason: why.what }, o);
    case 'altered':
      return why.of === 'council'
        ? m.cli_move_altered({ place: why.file, reason: why.what }, o)
        : m.cli_keep_altered({ place: why.file, reason: why.what }, o);
    case 'not-verified':
      return m.cli_keep_not_verified({ reason: why.what }, o);
    case 'differs':
      return m.cli_transfer_differs({ reason: why.what }, o);
    case 'newer':
      return m.cli_move_newer({ name: why.what }, o);
    case 'not-alone':
      return m.cli_move_not_alone({ reason: why.what }, o);
    case 'part-damaged':
      return m.cli_move_part_damaged({ name: why.what }, o);
    case 'target-damaged':
      return m.cli_move_target_damaged({ reason: why.what }, o);
    case 'slug-taken':
      return m.cli_move_slug_taken({ name: why.what }, o);
    case 'bad-slug':
      return m.cli_move_bad_slug({ name: why.what }, o);
    case 'council-here':
      return m.cli_move_council_here({ name: why.what }, o);
    case 'people-here':
      return m.cli_move_people_here({ names: why.what }, o);
    case 'rows-taken':
      return m.cli_move_rows_taken({ reason: why.what }, o);
    case 'no-council':
      return m.cli_no_council({ name: why.what }, o);
    case 'failed':
      return m.cli_keep_failed({ reason: why.what }, o);
  }
}

/** Bytes as MB, for people. */
export function megabytes(bytes: number, locale: Locale): string {
  return (bytes / 1e6).toLocaleString(locale, { maximumFractionDigits: 1 });
}
