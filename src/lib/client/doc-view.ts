import { untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { Seen } from './seen.ts';

/**
 * What a live document says, read through a lens, as a reactive value: `view.value` in a template or
 * `$derived` follows the document. The lens runs once per transaction, and only while somebody looks.
 */
export class DocView<T> {
  readonly #seen: Seen<T>;
  readonly #subscribe: () => void;

  constructor(doc: Y.Doc, read: (doc: Y.Doc) => T) {
    const seen = new Seen(doc, read);
    this.#seen = seen;
    this.#subscribe = createSubscriber((update) => {
      const changed = () => {
        seen.changed();
        // also while the page is being drawn: an editor that is taken off it tidies its document
        untrack(update);
      };
      seen.changed();
      doc.on('afterTransaction', changed);
      return () => doc.off('afterTransaction', changed);
    });
  }

  get value(): T {
    this.#subscribe();
    return this.#seen.value;
  }
}
