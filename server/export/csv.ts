/*
 * Lists for spreadsheets (B65): UTF-8 with a byte order mark, because Excel in Japanese reads anything else as
 * Shift_JIS; RFC 4180 with CR LF; no cell that a spreadsheet would take for a formula.
 */

export type Cell = string | number | null;

/** A list with its heading as one file. */
export function csvOf(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${[heading, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
}

/** A cell that begins like a formula, also in wide characters or behind blanks, is marked as text by an apostrophe. */
const active = /^[\s\u3000\u00a0\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/u;

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = active.test(cell) ? `'${cell}` : cell;
  const clean = text.replaceAll('\0', '');
  return /[",\r\n]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean;
}
