import { DocView } from '#lib/client/doc-view.ts';
import { openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';
import { readBoard, type BoardCard } from '#lib/doc/board.ts';

/** The board as its mirror shows it now. Loaded only for signed-in people: the street reads the page. */
export interface LiveBoard {
  /** null until the mirror has arrived. */
  readonly cards: readonly BoardCard[] | null;
  readonly line: LiveDocument;
  close(): void;
}

/** Opens the line to `council/{slug}/board`. In the browser only. */
export function openLiveBoard(slug: string, userId: string): LiveBoard {
  // cards are the records' to keep: no copy on the device
  const line = openLiveDocument({ docName: `council/${slug}/board`, userId, schema: 1, trusted: false });
  const view = new DocView(line.doc, readBoard);
  return {
    get cards() {
      return line.ready ? view.value : null;
    },
    line,
    close: () => void line.destroy(),
  };
}
