/**
 * Which column of a pasted table means what (TAB4–TAB7), by the words at its head; titles above the heads and heads that
 * a long table repeats are no rows. Where no heads stand the columns are taken in their order, without those that only
 * count. What each kind of table looks for is given by its reader.
 */
import type { TableRow } from './read-table.ts';

/** A meaning a column may have, and how its head is written (folded by `foldedHead`). */
export interface ColumnMeaning<M extends string> {
  readonly meaning: M;
  readonly heads: RegExp;
}

export interface ReadColumns<M extends string> {
  /** Column by meaning, from 0. */
  readonly columns: ReadonlyMap<M, number>;
  /** Whether heads were found. */
  readonly headed: boolean;
  readonly rows: readonly TableRow[];
  /** Words of the titles above the heads. */
  readonly titles: readonly string[];
  /** Columns that hold something and are not read: their heads, else `null` with their number, from 1. */
  readonly unused: readonly { readonly head: string; readonly no: number }[];
}

/** A head as it is compared: by NFKC and case, without blanks, marks and what stands in brackets. */
export function foldedHead(cell: string): string {
  return cell
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|[\s・.:*※]/gu, '')
    .toLowerCase();
}

/** Heads stand among the first rows: below many rows of data nothing is a head. */
const mostTitles = 15;

/**
 * Finds the columns. `meanings`: what is looked for, the more telling first; `others`: heads that are known and not
 * read (番号, 役職), which tell a row of heads, too; `order`: meanings in their order where no heads stand;
 * `counts`: whether a column without a head only counts or ranks.
 */
export function findColumns<M extends string>(
  rows: readonly TableRow[],
  meanings: readonly ColumnMeaning<M>[],
  others: RegExp,
  order: readonly M[],
  counts: (cells: readonly string[]) => boolean,
): ReadColumns<M> {
  const meaningOf = (cell: string, taken?: ReadonlyMap<M, number>) =>
    meanings.find(({ meaning, heads }) => !taken?.has(meaning) && heads.test(foldedHead(cell)))?.meaning;
  const isHead = (cell: string) => meaningOf(cell) !== undefined || others.test(foldedHead(cell));
  const headRow = ({ cells }: TableRow) => {
    const filled = cells.filter(Boolean);
    return (
      filled.length >= 2 &&
      filled.filter(isHead).length * 2 > filled.length &&
      filled.some((cell) => meaningOf(cell))
    );
  };
  const at = rows.slice(0, mostTitles).findIndex(headRow);
  if (at === -1) return unheaded(rows, order, counts);

  // 氏名 above 姓 and 名: the lower row says it more exactly
  let below = at + 1;
  while (below < rows.length && rows[below]!.cells.every((cell) => cell === '' || isHead(cell))) below++;
  const heads = rows.slice(at, below);
  const columns = new Map<M, number>();
  const headOf = new Map<number, string>();
  for (const { cells } of heads)
    cells.forEach((cell, column) => {
      if (cell === '') return;
      headOf.set(column, cell);
      const before = [...columns].find(([, taken]) => taken === column);
      if (before) columns.delete(before[0]);
      const meaning = meaningOf(cell, columns);
      if (meaning !== undefined) columns.set(meaning, column);
    });
  const head = heads.map(({ cells }) => cells.join('\t'));
  const body = rows.slice(below).filter(({ cells }) => !head.includes(cells.join('\t')));
  // a head nobody foresaw, left of what was found: 推せん母体名
  const first = order[0];
  if (first !== undefined && !columns.has(first)) {
    const free = columnsIn(body).find(
      ({ no, cells }) =>
        ![...columns.values()].includes(no) &&
        !others.test(foldedHead(headOf.get(no) ?? '')) &&
        !counts(cells),
    );
    if (free && free.no < Math.min(...columns.values())) columns.set(first, free.no);
  }
  return {
    columns,
    headed: true,
    rows: body,
    titles: rows.slice(0, at).map(wordsOf),
    unused: unusedOf(body, [...columns.values()], (no) => headOf.get(no) ?? ''),
  };
}

function unheaded<M extends string>(
  rows: readonly TableRow[],
  order: readonly M[],
  counts: (cells: readonly string[]) => boolean,
): ReadColumns<M> {
  const several = rows.some(({ cells }) => cells.filter(Boolean).length > 1);
  const title = ({ cells }: TableRow) =>
    several && cells.filter(Boolean).length === 1 && /名簿|一覧|現在$|年度/.test(wordsOf({ line: 0, cells }));
  const from = rows.findIndex((row) => !title(row));
  const body = rows.slice(Math.max(0, from));
  const telling = columnsIn(body).filter(({ cells }) => !counts(cells));
  const columns = new Map(
    order.flatMap((meaning, i) => (telling[i] ? [[meaning, telling[i].no] as const] : [])),
  );
  return {
    columns,
    headed: false,
    rows: body,
    titles: rows.slice(0, Math.max(0, from)).map(wordsOf),
    unused: unusedOf(body, [...columns.values()], () => ''),
  };
}

/**
 * A column whose cells were merged downwards: an empty cell, and one with a mark of repetition, says what the cell above
 * says (TAB7). Tells which rows were filled.
 */
export function filledDown(cells: readonly string[]): { readonly word: string; readonly filled: boolean }[] {
  let above = '';
  return cells.map((cell) => {
    const repeats = cell === '' || /^(?:〃|々|″|”|"|同上|同じ)$/.test(cell);
    if (!repeats) above = cell;
    return { word: above, filled: repeats && above !== '' };
  });
}

interface Column {
  /** From 0. */
  readonly no: number;
  /** What is filled of it. */
  readonly cells: readonly string[];
}

/** Columns from the first to the last that holds anything; an empty one holds its place, so that nothing slips. */
function columnsIn(rows: readonly TableRow[]): Column[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, no) => ({
    no,
    cells: rows.map(({ cells }) => cells[no] ?? '').filter(Boolean),
  }));
}

function unusedOf(rows: readonly TableRow[], used: readonly number[], head: (no: number) => string) {
  return columnsIn(rows)
    .filter(({ no, cells }) => cells.length > 0 && !used.includes(no))
    .map(({ no }) => ({ head: head(no).replaceAll('\n', ''), no: no + 1 }));
}

function wordsOf({ cells }: TableRow): string {
  return cells.filter(Boolean).join(' ').replaceAll('\n', ' ');
}
