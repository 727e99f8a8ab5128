/**
 * A table as spreadsheets write it to the clipboard and to CSV (TAB1–TAB3): cells parted by tabs, else by commas; a cell in
 * quotation marks may hold line breaks, tabs, commas and doubled quotation marks. Whatever is no such cell is text as
 * it stands: nothing is refused. Knows nothing of what the columns mean: see columns.ts.
 */

export interface TableRow {
  /** Line of the text in which the row begins, from 1. */
  readonly line: number;
  /** Without blanks at their ends; a line break inside is one `\n`. Cells left out at the end are ''. */
  readonly cells: readonly string[];
}

/** Rows of a pasted text that hold anything; `commas`: signs that part a line without tabs. Reads in one pass. */
export function readTable(text: string, commas = ',，、'): TableRow[] {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const rows: TableRow[] = [];
  for (let [at, line] = [0, 1]; at < source.length;) {
    const tabs = readRow(source, at, '\t');
    // a line without a tab may be one of a CSV, or of a list typed by hand
    const row = tabs.cells.length > 1 || tabs.quoted ? tabs : readRow(source, at, commas);
    if (row.cells.some((cell) => cell !== '')) rows.push({ line, cells: row.cells });
    line += breaksIn(source.slice(at, row.end));
    at = row.end;
  }
  return rows;
}

/** Cells as a spreadsheet would write them: `readTable` reads the same again. */
export function writeRow(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[\t\n",，、]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join('\t');
}

/** A cell on one line: a break between Japanese letters was made by a narrow column, elsewhere it parts words. */
export function joinedLines(cell: string): string {
  return cell
    .replace(/(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー）」])[\n\t]+(?=[^\n\t -~])/gu, '')
    .replace(/[\n\t]+/g, ' ');
}

/** The same for names of people, whose parts stand apart. */
export function partedLines(cell: string): string {
  return cell.replace(/[\n\t]+/g, ' ');
}

interface ReadRow {
  readonly cells: string[];
  /** Where the next row begins. */
  readonly end: number;
  /** Some cell stood in quotation marks. */
  readonly quoted: boolean;
}

function readRow(source: string, start: number, separators: string): ReadRow {
  const quotedCell = new RegExp(` *"((?:[^"]|"")*)" *(?=[${separators}\n]|$)`, 'y');
  const plainCell = new RegExp(`[^${separators}\n]*`, 'y');
  const cells: string[] = [];
  let quoted = false;
  for (let at = start; ; at++) {
    quotedCell.lastIndex = at;
    const inQuotes = quotedCell.exec(source);
    if (inQuotes) {
      quoted = true;
      cells.push(trimmed((inQuotes[1] ?? '').replaceAll('""', '"')));
      at = quotedCell.lastIndex;
    } else {
      plainCell.lastIndex = at;
      cells.push(trimmed(plainCell.exec(source)?.[0] ?? ''));
      at = plainCell.lastIndex;
    }
    if (at >= source.length || source[at] === '\n') return { cells, end: at + 1, quoted };
  }
}

/** Blanks at the ends of a cell and of its lines say nothing. */
function trimmed(cell: string): string {
  return cell
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function breaksIn(text: string): number {
  let n = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) n++;
  return n;
}
