import { statSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { folderOf } from '../growth/folder.ts';
import type { Ground } from './ground.ts';

/** What a council's year leaves behind. */
export interface YearFound {
  /** rows of records, and of words */
  readonly records: number;
  readonly words: number;
  /** bytes in a data folder, and in PostgreSQL with all indexes */
  readonly folder: number;
  readonly database: number;
  /** tables that take most there, bytes */
  readonly largest: Readonly<Record<string, number>>;
}

/** Of the council that `bench growth` lets live through one year. */
export async function year(ground: Ground, root: string): Promise<YearFound> {
  const folder = await folderOf(root, { councils: 1, years: 1 });
  const bytes = await ground.bytesOf(folder);
  const largest = Object.entries(bytes)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6);
  return {
    records: rowsOf(path.join(folder, 'records.db')),
    words: rowsOf(path.join(folder, 'words.db')),
    folder: ['records.db', 'words.db'].reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0),
    database: Object.values(bytes).reduce((sum, size) => sum + size, 0),
    largest: Object.fromEntries(largest),
  };
}

function rowsOf(file: string): number {
  const db = new SQLite(file, { readonly: true });
  try {
    const names = db
      .prepare<[], string>(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
         and name not like 'kysely_%' and sql not like 'create virtual%' and name not like 'issue_words_%'`,
      )
      .pluck()
      .all();
    return names.reduce(
      (sum, name) => sum + (db.prepare<[], number>(`select count(*) from "${name}"`).pluck().get() ?? 0),
      0,
    );
  } finally {
    db.close();
  }
}
