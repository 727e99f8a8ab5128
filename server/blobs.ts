import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Files of materials, named by their SHA-256, written whole and synced before they are named. */
export function openBlobs(dataDir: string) {
  const folder = path.join(dataDir, 'blobs');
  return {
    /** Stores bytes; returns their SHA-256 in hex. The same bytes are stored once. */
    async put(bytes: Uint8Array): Promise<string> {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const file = path.join(folder, hash);
      if (existsSync(file)) return hash;
      mkdirSync(folder, { recursive: true });
      const draft = await open(`${file}.${process.pid}.part`, 'w');
      try {
        await draft.writeFile(bytes);
        await draft.sync();
      } finally {
        await draft.close();
      }
      await rename(`${file}.${process.pid}.part`, file);
      return hash;
    },
    /** Deletes a stored file; nothing when there is none. */
    async remove(hash: string): Promise<void> {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a blob hash');
      await rm(path.join(folder, hash), { force: true });
    },
    /** The bytes of a stored file. Throws when the hash is not one of ours. */
    async get(hash: string): Promise<Uint8Array> {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a blob hash');
      return readFile(path.join(folder, hash));
    },
  };
}

export type Blobs = ReturnType<typeof openBlobs>;
