import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Files of materials, named by their SHA-256 in hex. */
export interface Blobs {
  /** Stores bytes, durably; returns their name. The same bytes are stored once. */
  put(bytes: Uint8Array): Promise<string>;
  /** Deletes a stored file; nothing when there is none. Throws when the name is not one of ours. */
  remove(hash: string): Promise<void>;
  /** The bytes of a stored file. Throws when the name is not one of ours, or no longer that of the bytes. */
  get(hash: string): Promise<Uint8Array>;
}

/** In a folder: written whole and synced before they are named. */
export function openBlobs(dataDir: string): Blobs {
  const folder = path.join(dataDir, 'blobs');
  return {
    async put(bytes) {
      const hash = hashOf(bytes);
      const file = path.join(folder, hash);
      if (existsSync(file)) return hash;
      mkdirSync(folder, { recursive: true });
      // a draft for each writer: the same photo comes twice at once when a button is pressed twice
      const part = `${file}.${randomUUID()}.part`;
      try {
        await synced(part, 'wx', (draft) => draft.writeFile(bytes));
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      await synced(folder, 'r');
      return hash;
    },
    async remove(hash) {
      await rm(path.join(folder, named(hash)), { force: true });
    },
    async get(hash) {
      return whole(hash, await readFile(path.join(folder, named(hash))));
    },
  };
}

/** SHA-256 in hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A name that is one of ours. */
export function named(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a blob hash');
  return hash;
}

/** Bytes that are those of their name. */
export function whole(hash: string, bytes: Uint8Array): Uint8Array {
  if (hashOf(bytes) !== hash) throw new Error(`the stored file ${hash} is damaged`);
  return bytes;
}

/** Opens a file or folder, writes to it if asked, and brings it to the disk. */
async function synced(
  file: string,
  flags: 'r' | 'wx',
  write?: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(file, flags);
  try {
    await write?.(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
