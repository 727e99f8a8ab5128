import * as Y from 'yjs';

/**
 * A Y.Doc that only ever holds what was put into it. Stock Yjs tidies redundant formatting after a remote
 * change by deleting it itself; on the server such a deletion would be in memory and not in the log.
 */
export function quietDoc(): Y.Doc {
  const doc = new Y.Doc({ gc: true });
  // emitted right before Yjs looks whether to tidy
  doc.on('afterTransaction', (transaction) => {
    transaction._needFormattingCleanup = false;
  });
  return doc;
}

/** A quiet document with these updates in it, applied in one transaction. */
export function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = quietDoc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}
