import path from 'node:path';
import { settings } from '../config.ts';
import { openRecords, type Db } from '../db/open.ts';

/** The data folder a verb works on: `--data`, else DATA_DIR, else the server's own default. Absolute. */
export function dataFolder(option: string | undefined): string {
  return path.resolve(option ?? (process.env.DATA_DIR || settings.DATA_DIR.fallback));
}

/**
 * Reads a data folder, also beside a running server: read-only, everything in one transaction, so that what is
 * read belongs together. Throws when there is no folder, no records, or no tables of ours.
 */
export async function readingFolder<R>(folder: string, read: (db: Db) => Promise<R>): Promise<R> {
  const db = openRecords(folder, { readonly: true });
  try {
    return await db.transaction().execute((trx) => read(trx));
  } finally {
    await db.destroy();
  }
}
