import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { DataFolderFault } from './folder-fault.ts';
import { areWordsAlone } from './words-alone.ts';

/**
 * Refuses a data folder of whose two files one is lost or emptied (EX_DATAERR, 65): records.db would otherwise begin as a
 * new installation beside the words of a council, and words.db without a word beside its records. Only looks.
 */
export function refuseEmptied(dataDir: string): void {
  const records = path.join(dataDir, 'records.db');
  const words = path.join(dataDir, 'words.db');
  const fault = (code: 'records-missing' | 'records-empty' | 'words-missing' | 'words-empty') =>
    new DataFolderFault({ code, words, records }, 65);
  if (has(words, 'select 1 from doc limit 1', false)) {
    if (has(records, 'select 1 from council limit 1', true)) return;
    // nothing was lost where a council was killed on its way in
    if (existsSync(records) && areWordsAlone(dataDir)) return;
    throw fault(existsSync(records) ? 'records-empty' : 'records-missing');
  }
  // a council may have written nothing yet, but its file has been there since before it
  if (has(words, "select 1 from sqlite_schema where name = 'doc'", true)) return;
  if (has(records, 'select 1 from council limit 1', false))
    throw fault(existsSync(words) ? 'words-empty' : 'words-missing');
}

/** Whether the file is a database in which this finds a row; `unread`: one that can't be read is told about where it is opened. */
function has(file: string, sql: string, unread: boolean): boolean {
  if (!existsSync(file) || statSync(file).size === 0) return false;
  let db: SQLite.Database | undefined;
  try {
    db = new SQLite(file, { readonly: true, fileMustExist: true });
    return db.prepare(sql).get() !== undefined;
  } catch (error) {
    return unread && !isTableMissing(error);
  } finally {
    db?.close();
  }
}

function isTableMissing(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('no such table');
}
