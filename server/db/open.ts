import { mkdirSync, promises as fs } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely, sql, type Transaction } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { engineOf } from './engine.ts';
import { numberRecordsOnce } from './identity.ts';
import { DataFolderFault } from './folder-fault.ts';
import { fileFault, openingFault } from './opening-fault.ts';
import { RecordsDialect } from './records-dialect.ts';
import type { Records } from './schema.ts';

export type Db = Kysely<Records>;
export type Trx = Transaction<Records>;

const migrationFolder = path.join(import.meta.dirname, '../../migrations');

/** The order of truth (design §4): nothing is told to anybody before SQLite has it on the disk. */
function applyPragmas(sqlite: SQLite.Database): void {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('secure_delete = ON');
  sqlite.pragma('trusted_schema = OFF');
  sqlite.pragma('cell_size_check = ON');
}

/** Opens records.db in `dataDir` (`:memory:` for tests). Throws DataFolderFault when it can't be read. */
export function openRecords(dataDir: string, options: { readonly?: boolean } = {}): Db {
  const file = dataDir === ':memory:' ? dataDir : path.join(dataDir, 'records.db');
  try {
    if (dataDir !== ':memory:' && !options.readonly) mkdirSync(dataDir, { recursive: true });
    const sqlite = new SQLite(file, {
      readonly: options.readonly ?? false,
      fileMustExist: options.readonly ?? false,
    });
    if (!options.readonly) applyPragmas(sqlite);
    sqlite.prepare('select count(*) from sqlite_master').get();
    return new Kysely<Records>({ dialect: new RecordsDialect(sqlite) });
  } catch (error) {
    throw fileFault(error, file);
  }
}

/** For a folder on which nobody relies before it is closed and brought to the disk as a whole. */
export async function withoutSyncs(db: Db): Promise<void> {
  await sql`pragma synchronous = off`.execute(db);
}

/** Tables whose rows, or words in them, are taken away: what people wrote, who they were, what let them in. */
const erasing = [
  ...[
    'issue',
    'issue_words',
    'issue_words_before',
    'issue_event',
    'issue_photo',
    'help_request',
    'help_reply',
  ],
  ...['person', 'session', 'invitation', 'calendar_address', 'idempotency', 'chain_disclosure', 'outbox'],
];

/**
 * What was deleted does not outlive its row in the write-ahead log (safety B68). Where somebody reads, it is done the next
 * time. PostgreSQL gives the place of deleted rows to others, and keeps its log as long as its standby and its archive need.
 */
export async function forgetDeleted(db: Db): Promise<void> {
  if (engineOf(db) === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
  else await sql`vacuum ${sql.join(erasing.map((name) => sql.table(name)))}`.execute(db);
}

/**
 * Brings the tables to this version, one transaction in all: half-migrated is not a state. A folder
 * written by a newer version is refused, untouched. `dataDir`: named where it can't be written.
 */
export async function migrate(db: Db, dataDir = ''): Promise<void> {
  const { missing } = await refuseNewer(db);
  // most starts find everything in place: then no migration is even loaded
  if (missing.length > 0) {
    const provider = new FileMigrationProvider({ fs, path, migrationFolder });
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error)
      throw (
        openingFault(error, dataDir) ??
        new DataFolderFault({ code: 'not-migrated', reason: messageOf(error) }, 1)
      );
  }
  await numberRecordsOnce(db);
}

/** Makes the tables as an earlier version knew them: up to and with this migration. */
export async function migrateTo(db: Db, name: string): Promise<void> {
  const migrator = new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) });
  const { error } = await migrator.migrateTo(name);
  if (error) throw new DataFolderFault({ code: 'not-migrated', reason: messageOf(error) }, 1);
}

/** The newest migration a folder has; undefined where it has none. Throws DataFolderFault where a newer version wrote it. */
export async function lastMigration(db: Db): Promise<string | undefined> {
  await refuseNewer(db);
  return (await appliedMigrations(db)).sort().at(-1);
}

/** Throws DataFolderFault where a newer version has written the records; which migrations are `missing` otherwise. */
export async function refuseNewer(db: Db): Promise<{ readonly missing: readonly string[] }> {
  const known = (await fs.readdir(migrationFolder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));
  const applied = await appliedMigrations(db);
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0) throw new DataFolderFault({ code: 'newer', file: 'records.db', names: newer }, 1);
  return { missing: known.filter((name) => !applied.includes(name)) };
}

/** Throws DataFolderFault where the records are of any other version than this one. */
export async function refuseOtherVersion(db: Db): Promise<void> {
  const { missing } = await refuseNewer(db);
  if (missing.length > 0) throw new DataFolderFault({ code: 'older', file: 'records.db' }, 1);
}

async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows: tables } = await sql`
    select name from sqlite_master where type = 'table' and name = 'kysely_migration'`.execute(db);
  if (tables.length === 0) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
