import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { DataFolderFault } from './folder-fault.ts';

/**
 * Refuses a data folder whose live words are there and whose records are not (EX_DATAERR, 65): a lost or emptied
 * records.db would otherwise begin as a new installation beside the words of a council. Only looks.
 */
export function refuseEmptied(dataDir: string): void {
  const records = path.join(dataDir, 'records.db');
  const words = path.join(dataDir, 'words.db');
  if (!has(words, 'select 1 from doc limit 1', false)) return;
  if (has(records, 'select 1 from council limit 1', true)) return;
  const code = existsSync(records) ? 'records-empty' : 'records-missing';
  throw new DataFolderFault({ code, words, records }, 65);
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
