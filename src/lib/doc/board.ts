import type * as Y from 'yjs';

/*
 * The lens over `council/{slug}/board`: published issues in their stage columns. Only the server writes
 * it. Root type: Y.Map `board`, one key per card (`card:{issueId}`) so that a move changes one value.
 * Unscreened and private issues never enter it. Shape version 1.
 */

export const boardColumns = ['published', 'on_agenda', 'in_progress', 'resolved', 'closed'] as const;
export type BoardColumn = (typeof boardColumns)[number];

export interface BoardCard {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly column: BoardColumn;
  readonly fields: readonly string[];
  readonly lifeStages: readonly string[];
  readonly measure: string | null;
  readonly route: string | null;
  readonly leadParty: string;
  /** ms since 1970 UTC */
  readonly publishedAt: number;
  readonly movedAt: number;
  /** How many said 「私も困っている」. */
  readonly support: number;
  /** How many said 「私もできます」. */
  readonly offers: number;
}

/** All cards, in the order they should stand: latest move first within a column. */
export function readBoard(doc: Y.Doc): BoardCard[] {
  const cards: BoardCard[] = [];
  for (const [key, value] of doc.getMap('board').entries())
    if (key.startsWith('card:')) cards.push(value as BoardCard);
  return cards.sort((a, b) => b.movedAt - a.movedAt || a.no - b.no);
}
