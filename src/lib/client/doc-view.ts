import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';

/**
 * What a live document says, read through a lens, as a reactive value: `view.value` in a template or
 * `$derived` follows the document. The lens runs once per transaction, and only while somebody looks.
 */
export class DocView<T> {
  readonly #doc: Y.Doc;
  readonly #read: (doc: Y.Doc) => T;
  readonly #subscribe: () => void;
  #cached: { value: T } | undefined;

  constructor(doc: Y.Doc, read: (doc: Y.Doc) => T) {
    this.#doc = doc;
    this.#read = read;
    this.#subscribe = createSubscriber((update) => {
      const changed = () => {
        this.#cached = undefined;
        update();
      };
      this.#cached = undefined;
      doc.on('afterTransaction', changed);
      return () => doc.off('afterTransaction', changed);
    });
  }

  get value(): T {
    this.#subscribe();
    return (this.#cached ??= { value: this.#read(this.#doc) }).value;
  }
}
