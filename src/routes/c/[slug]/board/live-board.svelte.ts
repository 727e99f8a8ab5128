import { openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';
import { nextFrame } from '#lib/client/next-frame.ts';
import { Seen } from '#lib/client/seen.ts';
import { boardReader, boardShape, type BoardCard } from '#lib/doc/board.ts';
import { boardDoc } from '#lib/doc/names.ts';
import { heldBy } from './held.ts';

/** The board as its mirror shows it now. Loaded only for signed-in people: the street reads the page. */
export interface LiveBoard {
  /** null until the mirror has arrived. */
  readonly cards: readonly BoardCard[] | null;
  readonly line: LiveDocument;
  /** Who else has which card in the hand, by card id; hints of others' pages, never facts. */
  readonly held: ReadonlyMap<string, { name: string; color: number }>;
  /** Tells the others which card is in this hand; null: none. */
  hold(id: string | null): void;
  close(): void;
}

/**
 * Opens the line to `council/{slug}/board`. In the browser only. `drawn`: cards that the page shows already; where the
 * mirror says the same they stay the same objects, so that its arrival redraws nothing.
 */
export function openLiveBoard(slug: string, userId: string, drawn: readonly BoardCard[]): LiveBoard {
  // cards are the records' to keep: no copy on the device
  const line = openLiveDocument({
    docName: boardDoc(slug),
    userId,
    schema: boardShape,
    trusted: false,
  });
  const seen = new Seen(line.doc, boardReader(drawn));
  let cards = $state.raw<readonly BoardCard[] | null>(null);
  const look = () => {
    if (!line.ready) return;
    seen.changed();
    cards = seen.value;
  };
  // hundreds of cards that arrive fill a frame: they are drawn in the next, a card that moves at once
  let stop: (() => void) | undefined;
  line.doc.on('afterTransaction', () => {
    if (cards) return look();
    stop?.();
    stop = nextFrame(look);
  });
  const held = $derived(heldBy(line.people));
  return {
    get cards() {
      return cards;
    },
    line,
    get held() {
      return held;
    },
    hold(id) {
      if ((line.awareness.getLocalState()?.card ?? null) !== id)
        line.awareness.setLocalStateField('card', id);
    },
    close() {
      stop?.();
      void line.destroy();
    },
  };
}
