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
    case 'incomplete':
      return m.cli_keep_incomplete({ place: why.file, reason: why.what }, o);
    case 'altered':
      return m.cli_keep_altered({ place: why.file, reason: why.what }, o);
    case 'not-verified':
      return m.cli_keep_not_verified({ reason: why.what }, o);
    case 'failed':
      return m.cli_keep_failed({ reason: why.what }, o);
  }
}

function megabytes(bytes: number, locale: Locale): string {
  return (bytes / 1e6).toLocaleString(locale, { maximumFractionDigits: 1 });
}
