import type * as Y from 'yjs';

/** Nothing in the document waits for something that is missing. */
export function isWhole({ store }: Y.Doc): boolean {
  return store.pendingStructs === null && store.pendingDs === null;
}
