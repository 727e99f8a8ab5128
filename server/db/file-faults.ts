import { existsSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';

/** The databases of a folder that SQLite itself finds damaged, as page, order or index; each with what it says first. */
export function fileFaults(dataDir: string): { readonly file: string; readonly says: string }[] {
  return ['records.db', 'words.db'].flatMap((file) => {
    const name = path.join(dataDir, file);
    if (!existsSync(name)) return [];
    const db = new SQLite(name, { readonly: true, fileMustExist: true });
    try {
      const says = db.pragma('integrity_check(1)', { simple: true }) as string;
      return says === 'ok' ? [] : [{ file, says: says.replaceAll('\n', ' ') }];
    } catch (error) {
      return [{ file, says: error instanceof Error ? error.message : String(error) }];
    } finally {
      db.close();
    }
  });
}
