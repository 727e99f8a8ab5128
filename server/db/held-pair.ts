import { existsSync, fdatasyncSync, closeSync, openSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { refuseEmptied } from './emptied.ts';
import { refuseForeignWal } from './foreign-wal.ts';
import { numberAnew } from './identity.ts';
import { fileFault } from './opening-fault.ts';
import type { Db } from './open.ts';
import { RecordsDialect } from './records-dialect.ts';
import type { Records } from './schema.ts';
import { atOnce } from './rests.ts';

/*
 * records.db and words.db as both were at one instant, also beside a running server. An act and the words it owes lie in
 * two files: copies of two instants could hold words of an act that never was, or lack words that the act says are
 * written. What one instant holds, a start makes good (outbox, sealed words, mirrors), as after a kill.
 */

export interface HeldPair {
  readonly records: Db;
  /** The same, for what is copied row by row (copy-council.ts). */
  readonly connections: { readonly records: SQLite.Database; readonly words: SQLite.Database | null };
  /** Bytes of both files. */
  readonly bytes: number;
  /** Writes both into a folder, each as one file without a log beside it. `onBytes`: how many more are written. */
  copyTo(folder: string, onBytes: (bytes: number) => void): Promise<void>;
  close(): void;
}

const triesMost = 200;

/** Opens both files for reading and holds them as of one instant. Throws DataFolderFault. */
export function holdPair(dataDir: string): HeldPair {
  refuseForeignWal(dataDir);
  refuseEmptied(dataDir);
  const open: SQLite.Database[] = [];
  const close = () => open.forEach((db) => db.close());
  const opened = (name: string) => {
    const db = new SQLite(path.join(dataDir, name), { readonly: true, fileMustExist: true });
    open.push(db);
    return db;
  };
  try {
    const records = opened('records.db');
    const words = existsSync(path.join(dataDir, 'words.db')) ? opened('words.db') : null;
    hold(records, words, opened('records.db'));
    const files = [records, ...(words ? [words] : [])];
    return {
      records: new Kysely<Records>({ dialect: new RecordsDialect(records) }),
      connections: { records, words },
      bytes: files.reduce((sum, db) => sum + bytesOf(db), 0),
      async copyTo(folder, onBytes) {
        for (const db of files) await copy(db, path.join(folder, path.basename(db.name)), onBytes);
      },
      close,
    };
  } catch (error) {
    close();
    throw fileFault(error, path.join(dataDir, 'records.db'));
  }
}

/** Begins to read both; when no act was written in between, both are held as of the later moment. */
function hold(records: SQLite.Database, words: SQLite.Database | null, watch: SQLite.Database): void {
  for (let tries = 0; tries < triesMost; tries++) {
    const before = watch.pragma('data_version', { simple: true });
    for (const db of [records, words]) {
      db?.exec('begin');
      db?.prepare('select count(*) from sqlite_master').get();
    }
    if (watch.pragma('data_version', { simple: true }) === before) return;
    for (const db of [records, words]) db?.exec('rollback');
  }
  throw new Error('records and words could not be held at one instant');
}

function bytesOf(db: SQLite.Database): number {
  return (
    (db.pragma('page_count', { simple: true }) as number) *
    (db.pragma('page_size', { simple: true }) as number)
  );
}

/** SQLite's online backup of what the connection holds, a piece at a time, each brought to the disk. */
async function copy(db: SQLite.Database, target: string, onBytes: (bytes: number) => void): Promise<void> {
  const pageSize = db.pragma('page_size', { simple: true }) as number;
  const pagesAtOnce = Math.max(1, Math.floor(atOnce / pageSize));
  let left = bytesOf(db) / pageSize;
  let fd: number | undefined;
  try {
    await db.backup(target, {
      progress({ remainingPages }) {
        // in pieces: one sync of everything at the end would keep the server's own commits waiting
        fd ??= openSync(target, 'r+');
        fdatasyncSync(fd);
        onBytes((left - remainingPages) * pageSize);
        left = remainingPages;
        return pagesAtOnce;
      },
    });
    onBytes(left * pageSize);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
  const copied = new SQLite(target);
  try {
    copied.pragma('journal_mode = DELETE');
    copied.pragma('synchronous = FULL');
    numberAnew(copied);
  } finally {
    copied.close();
  }
}
