import { existsSync } from 'node:fs';
import path from 'node:path';
import { refuseEmptied } from '../db/emptied.ts';
import { refuseForeignWal } from '../db/foreign-wal.ts';
import { DataFolderFault } from '../db/folder-fault.ts';
import { withDatabase } from '../db/moving/database.ts';
import { refuseUnreadable } from '../db/moving/database-state.ts';
import { openRecords, refuseOtherVersion, type Db } from '../db/open.ts';
import { openPostgres } from '../db/postgres/open.ts';
import type { NamedHouse } from './folder.ts';

/**
 * Writes into the records of a house, also beside its servers. Throws DataFolderFault or DatabaseFault where there is none:
 * a house is made by its server, and a link into one nobody serves would lead nowhere.
 */
export async function withRecords<R>(house: NamedHouse, work: (db: Db) => Promise<R>): Promise<R> {
  const db = 'folder' in house ? await recordsIn(house.folder) : await recordsAt(house.url);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

async function recordsIn(folder: string): Promise<Db> {
  refuseForeignWal(folder);
  refuseEmptied(folder);
  const file = path.join(folder, 'records.db');
  if (!existsSync(file)) throw new DataFolderFault({ code: 'unreadable', file, reason: 'ENOENT' }, 1);
  const db = openRecords(folder);
  try {
    await refuseOtherVersion(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Only of this version: to bring it to another one is for its servers. */
async function recordsAt(url: string): Promise<Db> {
  await withDatabase(url, refuseUnreadable);
  return openPostgres(url);
}
