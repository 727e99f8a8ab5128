import { readFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { dropTriggers } from '../council-rows.ts';
import { numberAnew } from '../identity.ts';
import { migrate, openRecords } from '../open.ts';
import { openWords } from '../words.ts';
import { houseTables, type Connections, type HouseTable } from './house-tables.ts';
import type { Row, Value } from './row-digest.ts';

/* The rows of a data folder: read one by one, and written into a draft that nobody relies on before it is whole. */

/** The rows of a table, one by one. Nothing else may be asked of that file meanwhile. `by`: the column they are ordered by. */
export function rowsOf(connections: Connections, table: HouseTable, by?: string): IterableIterator<Row> {
  const order = by === undefined ? '' : ` order by "${by}"`;
  return of(connections, table)
    .prepare<[], Value[]>(`select ${listOf(table)} from "${table.name}"${order}`)
    .raw()
    .iterate();
}

export function countIn(connections: Connections, table: HouseTable): number {
  return (
    of(connections, table).prepare<[], number>(`select count(*) from "${table.name}"`).pluck().get() ?? 0
  );
}

function of({ records, words }: Connections, { file, name }: HouseTable): SQLite.Database {
  const db = file === 'records' ? records : words;
  if (!db) throw new Error(`there is no file for ${name}`);
  return db;
}

function listOf({ columns }: HouseTable): string {
  return columns.map((name) => `"${name}"`).join(', ');
}

/** A data folder that is being made. */
export interface DraftRows extends Connections {
  readonly words: SQLite.Database;
  readonly tables: readonly HouseTable[];
  /** Answers what writes a row of this table. */
  writer(table: HouseTable): (row: Row) => void;
  /** Every reference leads somewhere: the first table of which one does not, null where all do. */
  torn(): string | null;
  /** Ends writing; what it holds may then be read as any folder is. */
  commit(): void;
  close(): void;
}

/** Makes records.db, words.db and blobs/ in an empty folder, of this version and without a row, and opens them for writing. */
export async function openDraft(folder: string): Promise<DraftRows> {
  await mkdir(path.join(folder, 'blobs'), { recursive: true, mode: 0o700 });
  const empty = openRecords(folder);
  await migrate(empty);
  await empty.destroy();
  openWords(folder).close();
  const [records, words] = ['records.db', 'words.db'].map((name) => {
    const db = new SQLite(path.join(folder, name));
    // brought to the disk as a whole once it is written
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = OFF');
    db.pragma('foreign_keys = OFF');
    db.exec('begin');
    return db;
  }) as [SQLite.Database, SQLite.Database];
  const tables = houseTables({ records, words });
  const restore = [records, words].map((db) => dropTriggers(db, 'main'));
  for (const table of tables) of({ records, words }, table).exec(`delete from "${table.name}"`);
  return {
    records,
    words,
    tables,
    writer(table) {
      const insert = of({ records, words }, table).prepare(
        `insert into "${table.name}" (${listOf(table)}) values (${table.columns.map(() => '?').join(', ')})`,
      );
      return (row) => void insert.run(...row);
    },
    torn() {
      for (const db of [records, words]) {
        const found = db.prepare<[], { table: string }>('pragma foreign_key_check').get();
        if (found) return found.table;
      }
      return null;
    },
    commit() {
      for (const putBack of restore) putBack();
      for (const db of [records, words]) db.exec('commit');
      for (const db of [records, words]) numberAnew(db);
    },
    close() {
      for (const db of [records, words]) db.close();
    },
  };
}

/** The bytes of a paper; null where it is gone. */
export function paperIn(folder: string, name: string): Buffer | null {
  try {
    return readFileSync(path.join(folder, 'blobs', name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes a paper into a draft and brings it to the disk. */
export async function writePaper(folder: string, name: string, bytes: Buffer): Promise<void> {
  const file = await open(path.join(folder, 'blobs', name), 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
