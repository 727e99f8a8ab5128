import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Rests } from '../db/rests.ts';
import { draftOf, needSpace, settled, sweepDrafts } from './drafts.ts';
import { KeepingFault } from './fault.ts';
import type { HouseSource } from './house-source.ts';
import { manifestName, type HouseSays, type Manifest } from './manifest.ts';
import { packedBytes, packHouse } from './pack-house.ts';
import { readBackup } from './read-backup.ts';

/** Looks at a data folder as `verify` does; `between`: called between two pieces. Throws KeepingFault where its records do not verify. */
export type Check = (folder: string, between?: () => void) => Promise<HouseSays>;

/** What is written into one file. */
export interface WritePorts {
  readonly file: string;
  readonly version: string;
  readonly now: number;
  readonly check: Check;
  /** How much of the whole is done, 0–1. */
  readonly progress: (share: number) => void;
}

export interface BackupPorts extends WritePorts {
  readonly source: HouseSource;
}

/** Part of the way that is done when the house is copied. */
const copied = 0.5;

/**
 * Keeps a house in one file: records, words and papers of one instant, verified before it has its name and read back
 * once it is written. Throws KeepingFault, DataFolderFault or DatabaseFault, and then there is nothing new. Meant for a
 * process of its own: it waits on the thread, so that whoever serves has disk and processor.
 */
export async function writeBackup(ports: BackupPorts): Promise<Manifest & { readonly bytes: number }> {
  const { source, file, version, now } = ports;
  const folder = path.dirname(file);
  if (!existsSync(folder)) throw new KeepingFault({ code: 'no-folder', path: folder });
  // what is no house stays as it is
  await source.look();
  const kept = path.join(source.workplace, 'backups', 'house');
  await mkdir(path.dirname(kept), { recursive: true, mode: 0o700 });
  await sweepDrafts(kept);
  await sweepDrafts(file);
  const house = draftOf(kept);
  const draft = draftOf(file);
  const rests = new Rests();
  try {
    const papers = await source.copyTo(house, {
      progress(share) {
        ports.progress(copied * share);
        rests.take();
      },
      async room(copy, packed) {
        await needSpace(path.dirname(kept), copy);
        await needSpace(folder, packed);
      },
    });
    const says = await ports.check(house, rests.take);
    const whole = 2 * (await packedBytes(house, papers));
    let done = 0;
    const progress = (bytes: number) => {
      ports.progress(Math.min(1, copied + ((1 - copied) * (done += bytes)) / whole));
      rests.take();
    };
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
