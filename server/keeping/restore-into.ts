import path from 'node:path';
import { withDatabase } from '../db/moving/database.ts';
import { refuseFull } from '../db/moving/database-state.ts';
import { withDraft } from './drafts.ts';
import type { Manifest } from './manifest.ts';
import { moveIn } from './move-in.ts';
import { restoreBackup, type RestorePorts } from './restore-backup.ts';

export interface RestoreIntoPorts extends Omit<RestorePorts, 'target'> {
  /** An empty PostgreSQL. */
  readonly url: string;
  /** The folder of this machine, in which the backup is unpacked. */
  readonly workplace: string;
}

/** Parts of the way: what is restored beside the database is moved in. */
const restored = 0.4;

/**
 * Fills an empty database from a backup, of whichever engine it was made: a data folder first, compared and verified as
 * always, which then moves in. Throws KeepingFault or DatabaseFault, and then no house is there.
 */
export async function restoreInto({ url, workplace, ...ports }: RestoreIntoPorts): Promise<Manifest> {
  const { check, progress } = ports;
  // before the long way: a house that is there is not written over
  await withDatabase(url, (database) => refuseFull(database));
  return withDraft(path.join(workplace, 'backups', 'restored'), async (folder) => {
    const manifest = await restoreBackup({
      ...ports,
      target: folder,
      progress: (share) => progress(restored * share),
    });
    await moveIn({
      folder,
      url,
      check,
      progress: (share) => progress(restored + (1 - restored) * share),
    });
    return manifest;
  });
}
