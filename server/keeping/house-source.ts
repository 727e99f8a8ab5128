import { copyFile, link, mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { holdPair } from '../db/held-pair.ts';
import { withDatabase } from '../db/moving/database.ts';
import { refuseUnreadable } from '../db/moving/database-state.ts';
import { unloadHouse } from '../db/moving/unload-house.ts';
import { namedFiles } from '../db/named-files.ts';
import { differing } from './differing.ts';
import { tarBytes } from './tar.ts';

/** Where a house lies that is kept as it is at one instant, also while it is served. */
export interface HouseSource {
  /** The folder of a machine that serves it: drafts and its own backups lie there. */
  readonly workplace: string;
  /** Throws DataFolderFault or DatabaseFault where there is no house to be kept. */
  look(): Promise<void>;
  /**
   * Writes the house into an empty folder, as a data folder of its own; answers the papers that are there. `room`: what
   * will be needed, once it is known, for the copy and for all that is packed of it, bytes.
   */
  copyTo(house: string, told: CopyTold): Promise<readonly string[]>;
}

export interface CopyTold {
  readonly room: (copy: number, packed: number) => Promise<void>;
  /** How much of the copy is done, 0–1. */
  readonly progress: (share: number) => void;
}

/** So often a pair is held anew because a paper was taken away in the same moment. */
const triesMost = 5;

/** A data folder, also beside its server. */
export function houseInFolder(dataDir: string): HouseSource {
  return {
    workplace: dataDir,
    async look() {
      holdPair(dataDir).close();
    },
    copyTo: (house, told) => copyFolder(dataDir, house, told),
  };
}

/** PostgreSQL, also beside its servers. `workplace`: where this machine makes drafts. */
export function houseInDatabase(url: string, workplace: string): HouseSource {
  return {
    workplace,
    look: () => withDatabase(url, refuseUnreadable),
    async copyTo(house, { room, progress }) {
      await mkdir(house, { recursive: true, mode: 0o700 });
      const { papers } = await withDatabase(url, (database) =>
        unloadHouse(database, {
          folder: house,
          needs: (bytes) => room(bytes, bytes),
          onRows: (done, all) => progress(done / all),
        }),
      ).catch(differing);
      return papers;
    },
  };
}

/** Copies both databases of one instant and holds the papers they name, as a data folder of its own. */
async function copyFolder(dataDir: string, house: string, { room, progress }: CopyTold) {
  for (let tries = 1; ; tries++) {
    await rm(house, { recursive: true, force: true });
    await mkdir(path.join(house, 'blobs'), { recursive: true, mode: 0o700 });
    const pair = holdPair(dataDir);
    try {
      const named = await namedFiles(pair.records);
      const papers = await holdPapers(path.join(dataDir, 'blobs'), path.join(house, 'blobs'), named);
      // gone although the records name it: taken away in this moment, or lost
      if (papers.length < named.length && tries < triesMost) continue;
      const sizes = await Promise.all(
        papers.map(async (name) => (await stat(path.join(house, 'blobs', name))).size),
      );
      const manifest = 16 * 1024;
      await room(pair.bytes, pair.bytes + sizes.reduce((sum, size) => sum + tarBytes(size), 0) + manifest);
      let done = 0;
      await pair.copyTo(house, (bytes) => progress(Math.min(1, (done += bytes) / pair.bytes)));
      return papers;
    } finally {
      pair.close();
    }
  }
}

/** A second name keeps a paper there while it is copied, also when it is taken away meanwhile. Answers those there are. */
export async function holdPapers(from: string, to: string, names: readonly string[]): Promise<string[]> {
  const held: string[] = [];
  for (const name of names) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    try {
      // where the disk knows no second names, a copy
      await link(source, target).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
        return copyFile(source, target);
      });
      held.push(name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return held;
}
