import { existsSync } from 'node:fs';
import path from 'node:path';
import type SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { refuseEmptied } from './emptied.ts';
import { refuseForeignWal } from './foreign-wal.ts';
import { openRecords, refuseNewer, type Db } from './open.ts';
import { openWords } from './words.ts';

/** A data folder opened for reading: its records as of one instant, and the log of its live words. */
export interface ReadFolder {
  readonly records: Db;
  /** Null in a folder whose server never ran. */
  words(): SQLite.Database | null;
  readonly blobs: string;
}

/**
 * Reads a data folder, also beside a running server: read-only, all records in one transaction, so that what is read
 * belongs together. Throws DataFolderFault when there is no folder or no records in it, where they are gone from
 * beside the words, where a newer version has written them, and where a file and the log beside it do not belong together.
 */
export async function readingFolder<R>(folder: string, read: (opened: ReadFolder) => Promise<R>): Promise<R> {
  refuseForeignWal(folder);
  refuseEmptied(folder);
  const records = openRecords(folder, { readonly: true });
  const held: { words?: SQLite.Database } = {};
  const words = () => {
    if (!existsSync(path.join(folder, 'words.db'))) return null;
    return (held.words ??= openWords(folder, { readonly: true }));
  };
  const blobs = path.join(folder, 'blobs');
  try {
    await refuseNewer(records);
    await standInForViews(records);
    return await records.transaction().execute((trx) => read({ records: trx, words, blobs }));
  } finally {
    held.words?.close();
    await records.destroy();
  }
}

/** In a folder that was not yet brought to this version no reply was ever taken back: all of them stand. */
async function standInForViews(records: Db): Promise<void> {
  const tables = await records.introspection.getTables();
  if (tables.some(({ name }) => name === 'standing_ballot')) return;
  await sql`create temp view standing_ballot as select * from main.ballot`.execute(records);
}
