import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { changedItem } from '#lib/doc/agenda.ts';

/** How long after the last letter somebody is still said to be typing, ms. */
const stillTyping = 5_000;

/**
 * Says in a document's presence which agenda item this person is writing in (`writes`), from the first letter until
 * 5 s after the last. A caret that merely stands somewhere says nothing. Answers how to stop.
 */
export function markWriting(doc: Y.Doc, awareness: Awareness, forMs = stillTyping): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let said: string | null = null;
  const say = (itemId: string | null) => {
    if (said === itemId || awareness.getLocalState() === null) return;
    said = itemId;
    awareness.setLocalStateField('writes', itemId);
  };
  const onChange = (transaction: Y.Transaction) => {
    const itemId = transaction.local ? changedItem(transaction) : undefined;
    if (itemId === undefined) return;
    say(itemId);
    clearTimeout(timer);
    timer = setTimeout(() => say(null), forMs);
  };
  doc.on('afterTransaction', onChange);
  return () => {
    clearTimeout(timer);
    doc.off('afterTransaction', onChange);
  };
}
