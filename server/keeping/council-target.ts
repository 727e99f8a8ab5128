import { existsSync } from 'node:fs';
import path from 'node:path';
import { refuseEmptied } from '../db/emptied.ts';
import { isHeldUp, isRetryable } from '../db/faults.ts';
import { DataFolderFault } from '../db/folder-fault.ts';
import { refuseForeignWal } from '../db/foreign-wal.ts';
import { withDatabase } from '../db/moving/database.ts';
import { refuseUnreadable } from '../db/moving/database-state.ts';
import { takeIntoDatabase } from '../db/moving/take-into-database.ts';
import { openRecords, refuseOtherVersion } from '../db/open.ts';
import { takeCouncil, type Taking } from '../db/take-council.ts';
import { areWordsAlone } from '../db/words-alone.ts';
import type { HouseSays } from './manifest.ts';
import { withSnapshot } from './move-out.ts';
import type { Check } from './write-backup.ts';

/** The house that takes a council in; its servers may be running. */
export interface CouncilTarget {
  /** The folder of this machine: the council is made ready there. */
  readonly workplace: string;
  /** Throws DataFolderFault or DatabaseFault: what is no house, or one of another version, takes nobody in. */
  look(): Promise<void>;
  /** What the house says of itself before. */
  says(check: Check): Promise<HouseSays>;
  /** Whether the draft of a try that was killed is all that says whose some words are. */
  needsDrafts(): boolean;
  /** Takes it in as a whole. Throws TakenHere, and then nothing has changed. */
  take(council: Omit<Taking, 'dataDir'>): Promise<{ readonly known: readonly string[] }>;
}

export function targetInFolder(dataDir: string): CouncilTarget {
  return {
    workplace: dataDir,
    async look() {
      const file = path.join(dataDir, 'records.db');
      if (!existsSync(file)) throw new DataFolderFault({ code: 'unreadable', file, reason: 'ENOENT' }, 1);
      refuseForeignWal(dataDir);
      refuseEmptied(dataDir);
      const db = openRecords(dataDir, { readonly: true });
      try {
        await refuseOtherVersion(db);
      } finally {
        await db.destroy();
      }
    },
    says: (check) => check(dataDir),
    needsDrafts: () => areWordsAlone(dataDir),
    take: async (council) => takeCouncil({ ...council, dataDir }),
  };
}

/** So often it is tried to have the house for the moment in which a council comes in. */
const triesMost = 5;

export function targetInDatabase(url: string, workplace: string): CouncilTarget {
  return {
    workplace,
    look: () => withDatabase(url, refuseUnreadable),
    says: (check) => withSnapshot(url, workplace, check),
    // rows and words come in by one commit
    needsDrafts: () => false,
    async take(council) {
      for (let tries = 1; ; tries++)
        try {
          return await withDatabase(url, (database) => takeIntoDatabase(database, council));
        } catch (error) {
          const again = isRetryable(error) || isHeldUp(error);
          if (!again || tries >= triesMost) throw error;
        }
    },
  };
}
