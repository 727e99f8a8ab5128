import { boardColumns, type BoardCard, type BoardColumn } from '#lib/doc/board.ts';

/** Cards of a column that are drawn at first: what a screen shows before anybody scrolls. */
export const firstCards = 5;

/** The same in the columns beside the one where people are at work, which a phone does not show at once. */
export const firstElsewhere = 3;

/** The board as a page begins: the first cards of each column, and how many there are. The mirror brings the rest. */
export interface BoardStart {
  readonly cards: readonly BoardCard[];
  readonly counts: Readonly<Record<BoardColumn, number>>;
}

/** Cards come latest move first, and stay so. */
export function beginningOf(cards: readonly BoardCard[]): BoardStart {
  const columns = boardColumns.map((column) => cards.filter((card) => card.column === column));
  return {
    cards: columns.flatMap((of) => of.slice(0, firstCards)),
    counts: Object.fromEntries(boardColumns.map((column, i) => [column, columns[i]?.length ?? 0])) as Record<
      BoardColumn,
      number
    >,
  };
}

/** The counts of a whole board. */
export function countsOf(cards: readonly BoardCard[]): Readonly<Record<BoardColumn, number>> {
  return beginningOf(cards).counts;
}
