import type * as Y from 'yjs';
import { isWhole } from '#lib/doc/whole.ts';

/**
 * What a document said when it was read last, through a lens. While something in it waits for what is missing, that
 * stays (S75): of a value that was replaced, the old one may be gone already and the new one not yet here.
 */
export class Seen<T> {
  readonly #doc: Y.Doc;
  readonly #read: (doc: Y.Doc) => T;
  #last: { value: T } | undefined;
  #stale = true;

  constructor(doc: Y.Doc, read: (doc: Y.Doc) => T) {
    this.#doc = doc;
    this.#read = read;
  }

  /** The document has changed, or may have. */
  changed(): void {
    this.#stale = true;
  }

  get value(): T {
    if (!this.#last || (this.#stale && isWhole(this.#doc))) {
      this.#last = { value: this.#read(this.#doc) };
      this.#stale = false;
    }
    return this.#last.value;
  }
}
