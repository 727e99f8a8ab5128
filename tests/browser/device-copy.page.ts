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
    async traces() {
      const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
      return [...databases, ...Object.keys(localStorage), ...(await caches.keys())];
    },
  },
});
