import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Rests } from '../db/rests.ts';
import { holdPair } from '../db/held-pair.ts';
import { namedFiles } from '../db/named-files.ts';
import { draftOf, needSpace, settled, sweepDrafts } from './drafts.ts';
import { KeepingFault } from './fault.ts';
import { manifestName, type HouseSays, type Manifest } from './manifest.ts';
import { packHouse } from './pack-house.ts';
import { readBackup } from './read-backup.ts';
import { tarBytes } from './tar.ts';

/** Looks at a data folder as `verify` does; `between`: called between two pieces. Throws KeepingFault where its records do not verify. */
export type Check = (folder: string, between?: () => void) => Promise<HouseSays>;

export interface BackupPorts {
  readonly dataDir: string;
  readonly file: string;
  readonly version: string;
  readonly now: number;
  readonly check: Check;
  /** How much of the whole is done, 0–1. */
  readonly progress: (share: number) => void;
}

/** So often a pair is held anew because a paper was taken away in the same moment. */
const triesMost = 5;

/**
 * Keeps a house in one file: records, words and papers of one instant, verified before it has its name and read back
 * once it is written. Throws KeepingFault or DataFolderFault, and then there is nothing new. Meant for a process of its
 * own: it waits on the thread, so that whoever serves has disk and processor.
 */
export async function writeBackup(ports: BackupPorts): Promise<Manifest & { readonly bytes: number }> {
  const { dataDir, file } = ports;
  const folder = path.dirname(file);
  if (!existsSync(folder)) throw new KeepingFault({ code: 'no-folder', path: folder });
  // a folder that is no house stays as it is
  holdPair(dataDir).close();
  const kept = path.join(dataDir, 'backups', 'house');
  await mkdir(path.dirname(kept), { recursive: true, mode: 0o700 });
  await sweepDrafts(kept);
  await sweepDrafts(file);
  const house = draftOf(kept);
  const draft = draftOf(file);
  const rests = new Rests();
  try {
    const { papers, progress } = await copyHouse(ports, house, rests);
    const says = await ports.check(house, rests.take);
    const { version, now } = ports;
    const at = new Date(now).toISOString();
    const made = await packHouse({ house, papers, draft, now, progress }, (files): Manifest => {
      return { format: 'yoriai-backup', v: 1, version, at, house: says, files };
    });
    const written = await readBackup(draft, { onBytes: progress });
    if (JSON.stringify(written.manifest) !== JSON.stringify(made))
      throw new KeepingFault({ code: 'altered', file, what: manifestName });
    await rename(draft, file);
    await settled(folder);
    return { ...made, bytes: (await stat(file)).size };
  } finally {
    await rm(draft, { force: true });
    await rm(house, { recursive: true, force: true });
  }
}

/** Copies both databases of one instant and holds the papers they name, as a data folder of its own. */
async function copyHouse({ dataDir, file, progress }: BackupPorts, house: string, rests: Rests) {
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
      const whole = pair.bytes + sizes.reduce((sum, size) => sum + tarBytes(size), 0) + 16 * 1024;
      await needSpace(dataDir, pair.bytes);
      await needSpace(path.dirname(file), whole);
      let done = 0;
      const more = (bytes: number) => {
        progress(Math.min(1, (done += bytes) / (pair.bytes + 2 * whole)));
        rests.take();
      };
      await pair.copyTo(house, more);
      return { papers, progress: more };
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
