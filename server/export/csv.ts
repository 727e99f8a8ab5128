import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import type { Day } from '#lib/domain/calendar/day.ts';
import { retyped } from './retyped.ts';

/*
 * Lists for spreadsheets (B65): UTF-8 with a byte order mark, because Excel in Japanese reads anything else as
 * Shift_JIS; RFC 4180 with CR LF. A word stays a word: what a spreadsheet would take for a formula, a number or a date
 * is marked as text by an apostrophe. Counts are numbers and days are days there, so that a list can be sorted by them.
 */

/** A calendar day, or an instant in ms since 1970 UTC with its time in Japan. */
export type CellDate = { readonly day: Day } | { readonly at: number };
export type Cell = string | number | CellDate | null;

/** A list with its heading as one file. */
export function csvOf(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${[heading, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return 'day' in cell ? cell.day : `${dayOf(cell.at)} ${timeOf(cell.at)}`;
  const text = (retyped(cell) ? `'${cell}` : cell).replaceAll('\0', '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
