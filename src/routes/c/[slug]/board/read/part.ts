import { boardColumns, type BoardCard, type BoardColumn } from '#lib/doc/board.ts';

/** Cards of each column on the page of all columns, and on a page of one: each is a page of some 100 kB at most. */
export const cardsOfEach = 16;
export const cardsOfOne = 60;

/** Which cards a page without script shows of a board. */
export interface BoardPart {
  /** The one column shown; null: all. */
  readonly column: BoardColumn | null;
  /** How many of its cards stand on the pages before. */
  readonly before: number;
  readonly cards: readonly BoardCard[];
}

/** What the address asks for: `?column=published&from=60`; nothing known there is the beginning of each column. */
export function partOf(cards: readonly BoardCard[], search: Pick<URLSearchParams, 'get'>): BoardPart {
  const column = boardColumns.find((name) => name === search.get('column')) ?? null;
  if (column === null) {
    const first = boardColumns.flatMap((name) =>
      cards.filter((card) => card.column === name).slice(0, cardsOfEach),
    );
    return { column, before: 0, cards: first };
  }
  const of = cards.filter((card) => card.column === column);
  const from = search.get('from') ?? '';
  const before = /^\d{1,6}$/.test(from) && Number(from) < of.length ? Number(from) : 0;
  return { column, before, cards: of.slice(before, before + cardsOfOne) };
}

/** The address of a column from its card `from` on, with the filters of this one. */
export function partHref(search: { toString(): string }, column: BoardColumn, from: number): string {
  const asked = new URLSearchParams(search.toString());
  asked.set('column', column);
  if (from === 0) asked.delete('from');
  else asked.set('from', String(from));
  return `?${asked}#${column}`;
}
