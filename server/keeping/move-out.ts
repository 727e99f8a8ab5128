import { existsSync } from 'node:fs';
import { mkdir, rename, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { withDatabase, type OpenDatabase } from '../db/moving/database.ts';
import { refuseServed, refuseUnreadable } from '../db/moving/database-state.ts';
import { unloadHouse, type Unloaded } from '../db/moving/unload-house.ts';
import { differing } from './differing.ts';
import { needSpace, refuseFullFolder, settled, withDraft } from './drafts.ts';
import type { HouseSays } from './manifest.ts';
import type { Check } from './write-backup.ts';

export interface MoveOutPorts {
  readonly url: string;
  /** New or empty. */
  readonly target: string;
  readonly check: Check;
  /** How much of the whole is done, 0–1. */
  readonly progress: (share: number) => void;
}

/**
 * Moves a whole house out of PostgreSQL into a data folder: beside it first, read again, compared and verified, and only
 * then named. The database stays as it is; nobody may serve it meanwhile. Throws KeepingFault or DatabaseFault, and then
 * the folder is as it was.
 */
export async function moveOut({
  url,
  target,
  check,
  progress,
}: MoveOutPorts): Promise<{ readonly house: HouseSays; readonly rows: number }> {
  await refuseFullFolder(target);
  await withDatabase(url, async (database) => {
    await refuseUnreadable(database);
    await refuseServed(database);
  });
  return withDraft(target, async (draft) => {
    await mkdir(draft, { mode: 0o700 });
    const { rows, papers } = await unload(url, draft, progress, refuseServed);
    const house = await check(draft);
    await settleHouse(draft, papers);
    // fails where somebody has put something in it meanwhile
    if (existsSync(target)) await rmdir(target);
    await rename(draft, target);
    await settled(path.dirname(target));
    return { house, rows };
  });
}

/**
 * The house in PostgreSQL as it is at one instant, as a data folder that is gone afterwards: what looks at a folder looks at
 * it. Also while it is served. `workplace`: the folder of this machine.
 */
export async function withSnapshot<R>(
  url: string,
  workplace: string,
  look: (folder: string) => Promise<R>,
  progress: (share: number) => void = () => undefined,
): Promise<R> {
  await withDatabase(url, refuseUnreadable);
  const place = path.join(workplace, 'backups', 'snapshot');
  return withDraft(place, async (draft) => {
    await mkdir(draft, { mode: 0o700 });
    await unload(url, draft, progress);
    return look(draft);
  });
}

function unload(
  url: string,
  draft: string,
  progress: (share: number) => void,
  afterwards: (database: OpenDatabase) => Promise<void> = async () => undefined,
): Promise<Unloaded> {
  return withDatabase(url, async (database) => {
    const unloaded = await unloadHouse(database, {
      folder: draft,
      onRows: (done, all) => progress(done / all),
      needs: (bytes) => needSpace(path.dirname(draft), bytes),
    });
    await afterwards(database);
    return unloaded;
  }).catch(differing);
}

/** Brings a house to the disk that was written without waiting for it; papers are there already. */
async function settleHouse(folder: string, papers: readonly string[]): Promise<void> {
  for (const name of ['records.db', 'words.db']) await settled(path.join(folder, name));
  if (papers.length > 0) await settled(path.join(folder, 'blobs'));
  await settled(folder);
}
