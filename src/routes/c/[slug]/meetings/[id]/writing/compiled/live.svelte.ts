import { DocView } from '#lib/client/doc-view.ts';
import { openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';
import { compiledShape, readCompiled, type Compiled } from '#lib/doc/compiled.ts';

/** The grouping of answers as it is being made. In the browser only. */
export interface LiveCompiled {
  /** null until the words have arrived. */
  readonly compiled: Compiled | null;
  readonly line: LiveDocument;
  close(): void;
}

export function openLiveCompiled(docName: string, userId: string): LiveCompiled {
  const line = openLiveDocument({ docName, userId, schema: compiledShape, trusted: false });
  const view = new DocView(line.doc, readCompiled);
  return {
    get compiled() {
      return line.ready ? view.value : null;
    },
    line,
    close: () => void line.destroy(),
  };
}
