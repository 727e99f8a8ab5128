import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateTimeWords } from '#lib/text/dates.ts';
import { mandateWord } from '#lib/text/roles.ts';
import type { Role } from '#lib/domain/policy/actions.ts';
import { megabytes } from './keeping-words.ts';

/** What `export-council` (`out`) and `import-council` (`in`) answer once they are done. */
export interface MovedAnswer {
  readonly moved: 'out' | 'in';
  /** Its address, as it is where the answer is given. */
  readonly council: string;
  readonly name: string;
  readonly entries: number;
  readonly head: string | null;
  readonly documents: number;
  readonly papers: number;
  readonly file?: string;
  readonly bytes?: number;
  /** When it was written where it comes from. */
  readonly at?: string;
  readonly url?: string;
  /** Names of people who were here already and keep their login. */
  readonly known?: readonly string[];
  /** Slips for those who give slips to the others. */
  readonly slips?: readonly {
    readonly name: string;
    readonly role: string;
    readonly url: string;
    readonly expiresAt: string;
  }[];
}

/** The same in the words of a terminal, one sentence a line. */
export function movedWords(answer: MovedAnswer, locale: Locale): string[] {
  const o = { locale };
  const { name, council, known = [], slips = [] } = answer;
  const lines = [
    answer.moved === 'out'
      ? m.cli_moved_out({ name, place: answer.file ?? '', num: megabytes(answer.bytes ?? 0, locale) }, o)
      : m.cli_moved_in({ name, url: answer.url ?? '' }, o),
    `  ${m.cli_kept_chain({ council, n: answer.entries }, o)}`,
    `  ${m.cli_kept_documents({ n: answer.documents }, o)}`,
    `  ${m.cli_kept_papers({ n: answer.papers }, o)}`,
  ];
  if (answer.moved === 'out') return [...lines, m.cli_moved_out_secret({}, o)];
  if (known.length > 0) lines.push(m.cli_moved_known({ names: known.join(m.ui_list_comma({}, o)) }, o));
  lines.push(slips.length > 0 ? m.cli_moved_slips({}, o) : m.cli_moved_no_slips({}, o));
  for (const slip of slips) {
    const until = dateTimeWords(Date.parse(slip.expiresAt), locale);
    lines.push(
      `  ${m.cli_moved_slip({ name: slip.name, role: mandateWord(slip.role as Role, locale), date: until }, o)}`,
      `    ${slip.url}`,
    );
  }
  return lines;
}
