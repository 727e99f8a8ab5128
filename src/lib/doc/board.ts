import type * as Y from 'yjs';

/*
 * The lens over `council/{slug}/board`: published issues in their stage columns. Only the server writes
 * it. Root type: Y.Map `board`, one key per card (`card:{issueId}`) so that a move changes one value. A value is the
 * card as JSON text: hundreds of cards arrive in one frame, and a phone decodes one string for each, not thirty.
 * Unscreened and private issues never enter it. Shape version 2; in 1 a value was the card as an object.
 */

export const boardShape = 2;

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
  /** Of further strategies; absent where there are none. */
  readonly moreMeasures?: readonly string[];
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

/** The measures of a card, of one strategy or several. */
export function measuresOf({ measure, moreMeasures = [] }: BoardCard): string[] {
  return measure === null ? [...moreMeasures] : [measure, ...moreMeasures];
}

/** The value of the mirror for these cards. */
export function boardMirror(cards: readonly BoardCard[]): Record<string, string> {
  return Object.fromEntries(cards.map((card) => [`card:${card.id}`, JSON.stringify(card)]));
}

/** All cards, in the order they should stand: latest move first within a column. */
export function readBoard(doc: Y.Doc): BoardCard[] {
  return boardReader([])(doc);
}

/**
 * A `readBoard` that remembers: a card that says what it said at the last look is the same object, so that nothing is
 * drawn anew for it. `drawn`: cards that are shown already.
 */
export function boardReader(drawn: readonly BoardCard[]): (doc: Y.Doc) => BoardCard[] {
  let known = new Map(drawn.map((card) => [JSON.stringify(card), card]));
  return (doc) => {
    const now = new Map<string, BoardCard>();
    for (const [key, text] of doc.getMap('board').entries())
      if (key.startsWith('card:') && typeof text === 'string')
        now.set(text, known.get(text) ?? (JSON.parse(text) as BoardCard));
    known = now;
    return [...now.values()].sort((a, b) => b.movedAt - a.movedAt || a.no - b.no);
  };
}
