import { existsSync } from 'node:fs';
import path from 'node:path';
import { refuseEmptied } from '../db/emptied.ts';
import { refuseForeignWal } from '../db/foreign-wal.ts';
import { DataFolderFault } from '../db/folder-fault.ts';
import { openRecords, refuseOtherVersion, type Db } from '../db/open.ts';

/**
 * Writes into the records of a folder, also beside its server. Throws DataFolderFault where there is none: a folder is made
 * by its server, and a link into a folder nobody serves would lead nowhere.
 */
export async function withRecords<R>(folder: string, work: (db: Db) => Promise<R>): Promise<R> {
  refuseForeignWal(folder);
  refuseEmptied(folder);
  const file = path.join(folder, 'records.db');
  if (!existsSync(file)) throw new DataFolderFault({ code: 'unreadable', file, reason: 'ENOENT' }, 1);
  const db = openRecords(folder);
  try {
    await refuseOtherVersion(db);
    return await work(db);
  } finally {
    await db.destroy();
  }
}
