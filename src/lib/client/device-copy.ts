import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/*
 * The copy of words on a device its owner trusts. Named by person, document and epoch: another person at the
 * same browser never meets it, and a document that began anew never mixes with what it was before.
 */

const prefix = 'yoriai:';

/** IndexedDB name of a copy. */
export function copyName(userId: string, docName: string, epoch: number): string {
  return `${prefix}words:${userId}:${docName}:${epoch}`;
}

function epochKey(userId: string, docName: string): string {
  return `${prefix}epoch:${userId}:${docName}`;
}

/** Epoch of the copy on this device; undefined: there is none. */
export function knownEpoch(userId: string, docName: string): number | undefined {
  try {
    const noted = localStorage.getItem(epochKey(userId, docName));
    return noted !== null && /^\d{1,15}$/.test(noted) ? Number(noted) : undefined;
  } catch {
    return undefined;
  }
}

export interface DeviceCopy {
  /** resolves when what was on the device is in the document; to how many edits of it were not saved */
  readonly loaded: Promise<number>;
  /** notes how many edits are not on the server yet, for the next time the page is opened without a line */
  noteUnsaved(count: number): void;
  /** closes and keeps it */
  close(): Promise<void>;
  /** closes and removes it */
  remove(): Promise<void>;
}

/** Opens the copy and keeps it up to date. undefined: this browser keeps nothing (private window). */
export function openCopy(userId: string, docName: string, epoch: number, doc: Y.Doc): DeviceCopy | undefined {
  if (typeof indexedDB === 'undefined') return undefined;
  const name = copyName(userId, docName, epoch);
  let store: IndexeddbPersistence;
  try {
    localStorage.setItem(epochKey(userId, docName), String(epoch));
    store = new IndexeddbPersistence(name, doc);
  } catch {
    return undefined;
  }
  let noted = -1;
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= Promise.resolve(store.destroy()).catch(() => undefined));
  return {
    loaded: Promise.race([
      store.whenSynced.then(async () => Number((await store.get('unsaved')) ?? 0) || 0),
      // a store that does not open must not keep anybody from the meeting
      new Promise<number>((resolve) => setTimeout(() => resolve(0), 2_000)),
    ]).catch(() => 0),
    noteUnsaved(count) {
      if (count === noted || closing || !store.db) return;
      noted = count;
      void store.set('unsaved', count).catch(() => undefined);
    },
    close,
    async remove() {
      await close();
      forgetEpoch(userId, docName);
      await clearDocument(name).catch(() => undefined);
    },
  };
}

/** Forgets which epoch the copy on this device was of. */
export function forgetEpoch(userId: string, docName: string): void {
  try {
    localStorage.removeItem(epochKey(userId, docName));
  } catch {
    // storage is off: nothing was kept
  }
}

/** Removes every copy, note and cached page of this browser: for signing out (safety B58). */
export async function removeAllCopies(): Promise<void> {
  const names = new Set<string>();
  try {
    for (let i = localStorage.length - 1; i >= 0; i--) {
      const key = localStorage.key(i);
      if (!key?.startsWith(prefix)) continue;
      const epoch = localStorage.getItem(key);
      if (key.startsWith(`${prefix}epoch:`)) names.add(key.replace('epoch:', 'words:') + `:${epoch}`);
      localStorage.removeItem(key);
    }
    sessionStorage.clear();
  } catch {
    // storage is off: nothing was kept
  }
  if (typeof indexedDB !== 'undefined') {
    const listed = (await indexedDB.databases?.().catch(() => [])) ?? [];
    for (const { name } of listed) if (name?.startsWith(prefix)) names.add(name);
    await Promise.all([...names].map((name) => clearDocument(name).catch(() => undefined)));
  }
  if (typeof caches !== 'undefined') {
    const kept = await caches.keys().catch(() => []);
    await Promise.all(kept.map((name) => caches.delete(name)));
  }
}
