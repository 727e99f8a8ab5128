import type { BoardCard, BoardColumn } from '#lib/doc/board.ts';

/**
 * Tells the moves of others from one's own: what the mirror shows in another column than before, and nobody here
 * brought there. Plain state, for one page.
 */
export class Moves {
  #heard = new Map<string, BoardColumn>();
  readonly #expected = new Map<string, BoardColumn>();

  /** This page asks for a move: its arrival, be it before the server's answer, is no news. */
  expect(id: string, column: BoardColumn): void {
    if (this.#heard.get(id) !== column) this.#expected.set(id, column);
  }

  /** The move was refused: what happens to the card now is the doing of others. */
  forget(id: string): void {
    this.#expected.delete(id);
  }

  /** Cards that others have moved since the last look. */
  others(cards: readonly BoardCard[]): BoardCard[] {
    const moved = cards.filter((card) => {
      const before = this.#heard.get(card.id);
      return before !== undefined && before !== card.column;
    });
    this.#heard = new Map(cards.map((card) => [card.id, card.column]));
    return moved.filter((card) => {
      if (this.#expected.get(card.id) !== card.column) return true;
      this.#expected.delete(card.id);
      return false;
    });
  }
}
