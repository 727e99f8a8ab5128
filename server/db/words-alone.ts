import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';

/*
 * A council that comes in is written to two files, words.db first (take-council.ts). Killed between the two, the house
 * keeps words that no record names; the draft it came from lies beside it still and says whose they are.
 */

/** Beside what a council that comes in is made ready; drafts have the number of their process behind it. */
export const comingIn = (dataDir: string): string => path.join(dataDir, 'backups', 'council');

/** Whether every document of the house is one of a council that was coming in, so that none was lost. Only looks. */
export function areWordsAlone(dataDir: string): boolean {
  const place = comingIn(dataDir);
  const folder = path.dirname(place);
  if (!existsSync(folder)) return false;
  const drafts = readdirSync(folder)
    .filter((name) => name.startsWith(`${path.basename(place)}.`) && name.endsWith('.part'))
    .map((name) => path.join(folder, name, 'words.db'))
    .filter((file) => existsSync(file));
  if (drafts.length === 0) return false;
  const came = new Set(drafts.flatMap(documentsIn));
  const here = documentsIn(path.join(dataDir, 'words.db'));
  return here.length > 0 && here.every((id) => came.has(id));
}

/** What can't be read has none: it is told about where it is opened. */
function documentsIn(file: string): string[] {
  let db: SQLite.Database | undefined;
  try {
    db = new SQLite(file, { readonly: true, fileMustExist: true });
    return db.prepare<[], string>('select id from doc').pluck().all();
  } catch {
    return [];
  } finally {
    db?.close();
  }
}
