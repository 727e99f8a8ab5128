import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { numberOnce } from './identity.ts';
import { DataFolderFault } from './folder-fault.ts';
import { fileFault } from './opening-fault.ts';

/*
 * words.db: the logs of the live documents, in a file of their own, so that typing never waits for a
 * record's transaction. The sync engine alone writes it, through one connection, with better-sqlite3
 * directly: a commit here stands between a keystroke and everybody else's screen.
 */

/** Version of the tables below. A file written by a newer version is refused. */
const version = 1;

const tables = `
create table doc (
  no integer primary key,
  id text not null unique,
  epoch integer not null check (epoch >= 1),
  state text not null check (state in ('live', 'frozen', 'sealed', 'erased')),
  content integer not null,
  seq integer not null,
  hash blob not null check (length(hash) = 32)
) strict;

create table doc_update (
  doc integer not null references doc,
  content integer not null,
  seq integer not null check (seq >= 1),
  actor text not null,
  at integer not null,
  body blob not null,
  hash blob not null check (length(hash) = 32),
  primary key (doc, content, seq)
) strict, without rowid;

create table doc_snapshot (
  doc integer not null references doc,
  content integer not null,
  upto_seq integer not null,
  chain_hash blob not null check (length(chain_hash) = 32),
  state_vector blob not null,
  body blob not null,
  hash blob not null check (length(hash) = 32),
  at integer not null,
  primary key (doc, content, upto_seq)
) strict;

create table doc_client (
  doc integer not null references doc,
  client integer not null,
  person text not null,
  primary key (doc, client)
) strict, without rowid;

-- Rows are never changed, and taken away only while a compaction or an erasure says so in its transaction.
create table maintenance (one integer primary key check (one = 1), open integer not null check (open in (0, 1))) strict;
insert into maintenance values (1, 0);
create trigger doc_update_stays before update on doc_update begin
  select raise(abort, 'updates are append-only');
end;
create trigger doc_update_not_taken before delete on doc_update
  when (select open from maintenance) = 0 begin
  select raise(abort, 'updates are append-only');
end;
create trigger doc_snapshot_stays before update on doc_snapshot begin
  select raise(abort, 'snapshots are append-only');
end;
create trigger doc_snapshot_not_taken before delete on doc_snapshot
  when (select open from maintenance) = 0 begin
  select raise(abort, 'snapshots are append-only');
end;
`;

/**
 * Opens words.db in `dataDir` (`:memory:` for tests) and makes its tables in an empty file. Throws
 * DataFolderFault when the file can't be read or is newer than this program.
 */
export function openWords(dataDir: string, options: { readonly?: boolean } = {}): SQLite.Database {
  const file = dataDir === ':memory:' ? dataDir : path.join(dataDir, 'words.db');
  const readonly = options.readonly ?? false;
  let db: SQLite.Database | undefined;
  try {
    if (dataDir !== ':memory:' && !readonly) mkdirSync(dataDir, { recursive: true });
    db = new SQLite(file, { readonly, fileMustExist: readonly });
    const found = db.pragma('user_version', { simple: true }) as number;
    if (found > version)
      throw new DataFolderFault({ code: 'newer', file: 'words.db', names: [String(found)] }, 1);
    if (!readonly) {
      db.pragma('journal_mode = WAL');
      // FULL: at NORMAL a commit survives a crash of the process, but not of the machine
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      db.pragma('busy_timeout = 5000');
      db.pragma('secure_delete = ON');
      db.pragma('trusted_schema = OFF');
      db.pragma('cell_size_check = ON');
      db.pragma('journal_size_limit = 67108864');
      db.pragma('wal_autocheckpoint = 1000');
      if (found === 0) {
        const opened = db;
        opened
          .transaction(() => {
            opened.exec(tables);
            opened.pragma(`user_version = ${version}`);
          })
          .immediate();
      }
      numberOnce(db);
    }
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof DataFolderFault) throw error;
    throw fileFault(error, file);
  }
}
