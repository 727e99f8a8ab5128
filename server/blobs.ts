import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Files of materials, named by their SHA-256, written whole and synced before they are named. */
export function openBlobs(dataDir: string) {
  const folder = path.join(dataDir, 'blobs');
  return {
    /** Stores bytes; returns their SHA-256 in hex. The same bytes are stored once. */
    async put(bytes: Uint8Array): Promise<string> {
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
    /** Deletes a stored file; nothing when there is none. */
    async remove(hash: string): Promise<void> {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a blob hash');
      await rm(path.join(folder, hash), { force: true });
    },
    /** The bytes of a stored file. Throws when the hash is not one of ours, or no longer that of the bytes. */
    async get(hash: string): Promise<Uint8Array> {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a blob hash');
      const bytes = await readFile(path.join(folder, hash));
      if (hashOf(bytes) !== hash) throw new Error(`the stored file ${hash} is damaged`);
      return bytes;
    },
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
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

export type Blobs = ReturnType<typeof openBlobs>;
