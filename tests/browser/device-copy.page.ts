import * as Y from 'yjs';
import { unsentEdits } from '#lib/client/device-copy.ts';
import { forgetEverything, openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';

/* The page of device-copy.spec.ts: one live document, worked by hand. */

let live: LiveDocument | undefined;

Object.assign(window, {
  stage: {
    open(userId: string, trusted: boolean, docName: string) {
      live = openLiveDocument({ docName, userId, schema: 1, trusted });
    },
    write(word: string) {
      const text = live?.doc.getText('t');
      text?.insert(text.length, word);
    },
    text: () => live?.doc.getText('t').toString() ?? '',
    state: () => ({
      save: live?.save,
      unsaved: live?.unsaved,
      ready: live?.ready,
      closed: live?.closed ?? null,
    }),
    offline: () => live?.provider.disconnect(),
    close: () => live?.destroy(),
    forget: () => forgetEverything(),
    /** What lies on this device for whoever opens the page next: its text, and how many edits wait. */
    async kept() {
      const doc = new Y.Doc();
      for (const { name } of await indexedDB.databases())
        if (name?.startsWith('yoriai:words:'))
          for (const update of await updatesIn(name)) Y.applyUpdate(doc, update);
      return { text: doc.getText('t').toString(), unsent: await unsentEdits() };
    },
    async traces() {
      const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
      return [...databases, ...Object.keys(localStorage), ...(await caches.keys())];
    },
  },
});

function updatesIn(name: string): Promise<Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error ?? new Error(name));
    opening.onsuccess = () => {
      const asked = opening.result.transaction('updates').objectStore('updates').getAll();
      asked.onerror = () => reject(asked.error ?? new Error(name));
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result as Uint8Array[]);
      };
    };
  });
}
