import { DocView } from '#lib/client/doc-view.ts';
import { openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';
import { canvasShape, readCanvas, type Canvas } from '#lib/doc/canvas.ts';
import { boardReader, boardShape, type BoardCard } from '#lib/doc/board.ts';

/** The live canvas, and the board beside it for the titles of issues. In the browser only. */
export interface LiveCanvas {
  /** null until the words have arrived. */
  readonly canvas: Canvas | null;
  /** null until the mirror has arrived. */
  readonly cards: readonly BoardCard[] | null;
  readonly line: LiveDocument;
  close(): void;
}

export function openLiveCanvas(docName: string, boardName: string, userId: string): LiveCanvas {
  const line = openLiveDocument({ docName, userId, schema: canvasShape, trusted: false });
  const board = openLiveDocument({ docName: boardName, userId, schema: boardShape, trusted: false });
  const view = new DocView(line.doc, readCanvas);
  const cards = new DocView(board.doc, boardReader([]));
  return {
    get canvas() {
      return line.ready ? view.value : null;
    },
    get cards() {
      return board.ready ? cards.value : null;
    },
    line,
    close() {
      void line.destroy();
      void board.destroy();
    },
  };
}
