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

/** What a copy knows of the server. */
export interface DeviceNote {
  /** edits of this device that the server does not have */
  readonly unsaved: number;
  /** state vector of what it has; undefined: not known */
  readonly saved: Uint8Array | undefined;
}

/** A note is written this much later, so that typing does not write one for each letter. */
const noteDelay = 200;

export interface DeviceCopy {
  /** resolves when what was on the device is in the document; to what was noted of the server */
  readonly loaded: Promise<DeviceNote>;
  /** notes what the server has, for the next time the page is opened without a line */
  note(note: DeviceNote): void;
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
  let pending: DeviceNote | undefined;
  let noted = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const writeNote = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!pending || closing || !store.db) return;
    noted = pending.unsaved;
    void store.set('line', pending as unknown as ArrayBuffer).catch(() => undefined);
    pending = undefined;
  };
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= Promise.resolve(store.destroy()).catch(() => undefined));
  // removed by another tab or by the browser: writing into what is gone would throw in the middle of an edit
  void store.whenSynced.then(() => {
    for (const gone of ['close', 'versionchange']) store.db?.addEventListener(gone, () => void close());
  });
  return {
    loaded: Promise.race([
      store.whenSynced.then(async () => noteIn(await store.get('line'))),
      // a store that does not open must not keep anybody from the meeting
      new Promise<DeviceNote>((resolve) => setTimeout(() => resolve(nothing), 2_000)),
    ]).catch(() => nothing),
    note(note) {
      pending = note;
      // the first edit that is on this device only is noted at once
      if (noted === 0 && note.unsaved > 0) {
        writeNote();
        askToKeep();
      } else timer ??= setTimeout(writeNote, noteDelay);
    },
    close() {
      writeNote();
      return close();
    },
    async remove() {
      await close();
      forgetEpoch(userId, docName);
      await clearDocument(name).catch(() => undefined);
    },
  };
}

const nothing: DeviceNote = { unsaved: 0, saved: undefined };

function noteIn(value: unknown): DeviceNote {
  if (typeof value !== 'object' || value === null) return nothing;
  const { unsaved, saved } = value as Partial<Record<keyof DeviceNote, unknown>>;
  return {
    unsaved: typeof unsaved === 'number' && unsaved > 0 ? Math.floor(unsaved) : 0,
    saved: saved instanceof Uint8Array ? saved : undefined,
  };
}

/** Words that are nowhere else: the browser is asked not to clear them away when space gets short (safety B20). */
function askToKeep(): void {
  if (typeof navigator === 'undefined') return;
  void navigator.storage?.persist?.().catch(() => false);
}

/** Edits in all copies of this browser that the server does not have: asked before everything is removed. */
export async function unsentEdits(): Promise<number> {
  if (typeof indexedDB === 'undefined') return 0;
  const listed = (await indexedDB.databases?.().catch(() => [])) ?? [];
  const names = listed.flatMap(({ name }) => (name?.startsWith(`${prefix}words:`) ? [name] : []));
  const counts = await Promise.all(names.map((name) => unsentIn(name).catch(() => 0)));
  return counts.reduce((sum, count) => sum + count, 0);
}

function unsentIn(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error ?? new Error(name));
    opening.onsuccess = () => {
      const db = opening.result;
      // the store of y-indexeddb in which the note lies
      if (!db.objectStoreNames.contains('custom')) {
        db.close();
        resolve(0);
        return;
      }
      const asked = db.transaction('custom').objectStore('custom').get('line');
      asked.onsuccess = () => resolve(noteIn(asked.result).unsaved);
      asked.onerror = () => reject(asked.error ?? new Error(name));
      asked.transaction?.addEventListener('complete', () => db.close());
    };
  });
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
  const workers = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  if (typeof caches !== 'undefined') {
    const kept = await caches.keys().catch(() => []);
    await Promise.all(kept.map((name) => caches.delete(name)));
  }
}
