import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { KeptAnswer } from './keeping-words.ts';

/** What `move` answers once a whole house has come in. */
export interface TransferredAnswer extends Pick<
  KeptAnswer,
  'folder' | 'seconds' | 'councils' | 'documents' | 'papers' | 'damaged'
> {
  readonly transferred: 'to' | 'from';
  /** The database, without its password. */
  readonly place: string;
  /** Rows of the records and of the live documents. */
  readonly rows: number;
}

/** The same in the words of a terminal, one sentence a line. */
export function transferredWords(answer: TransferredAnswer, locale: Locale): string[] {
  const o = { locale };
  const { folder, place, damaged } = answer;
  const lines = [
    answer.transferred === 'to'
      ? m.cli_transferred_to({ path: folder, place }, o)
      : m.cli_transferred_from({ path: folder, place }, o),
    ...answer.councils.map(({ council, entries }) => `  ${m.cli_kept_chain({ council, n: entries }, o)}`),
    `  ${m.cli_transferred_rows({ n: answer.rows }, o)}`,
    `  ${m.cli_kept_documents({ n: answer.documents }, o)}`,
    `  ${m.cli_kept_papers({ n: answer.papers }, o)}`,
  ];
  if (damaged.length > 0) lines.push(m.cli_transferred_damaged({ names: damaged.join(', ') }, o));
  return [
    ...lines,
    answer.transferred === 'to' ? m.cli_transferred_after_to({}, o) : m.cli_transferred_after_from({}, o),
  ];
}
