import { lockDataFolder } from '../db/lock.ts';
import { holdPair } from '../db/held-pair.ts';
import { withDatabase } from '../db/moving/database.ts';
import { countIn } from '../db/moving/folder-rows.ts';
import { houseTables } from '../db/moving/house-tables.ts';
import { loadHouse, refuseToLoad } from '../db/moving/load-house.ts';
import { namedFiles } from '../db/named-files.ts';
import { refuseOtherVersion } from '../db/open.ts';
import { differing } from './differing.ts';
import type { HouseSays } from './manifest.ts';
import type { Check } from './write-backup.ts';

export interface MoveInPorts {
  /** The house: a data folder that nobody serves. */
  readonly folder: string;
  /** An empty PostgreSQL. */
  readonly url: string;
  readonly check: Check;
  /** How much of the whole is done, 0–1. */
  readonly progress: (share: number) => void;
}

export interface MovedIn {
  readonly house: HouseSays;
  readonly rows: number;
}

/**
 * Moves a whole house into an empty database: verified here first, read again there and compared before it is there at all.
 * The folder stays as it is. Throws KeepingFault, DataFolderFault or DatabaseFault, and then no house is there.
 */
export async function moveIn({ folder, url, check, progress }: MoveInPorts): Promise<MovedIn> {
  // a folder that is none is not made one
  holdPair(folder).close();
  const unlock = lockDataFolder(folder);
  try {
    const held = holdPair(folder);
    try {
      await refuseOtherVersion(held.records);
      // before the long look at what is to be moved
      await withDatabase(url, (database) => refuseToLoad(database, held));
      const house = await check(folder);
      const rows = houseTables(held.connections).reduce(
        (sum, table) => sum + countIn(held.connections, table),
        0,
      );
      // rows are written and read again, and so are papers
      const all = 2 * (rows + (await namedFiles(held.records)).length) || 1;
      let done = 0;
      const onRow = () => progress(Math.min(1, ++done / all));
      const moved = await withDatabase(url, (database) =>
        loadHouse(database, { held, folder, url, onRow }),
      ).catch(differing);
      return { house, rows: moved.rows };
    } finally {
      held.close();
    }
  } finally {
    unlock();
  }
}
