import { promises as fs } from 'node:fs';
import path from 'node:path';
import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression, sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { databaseFault, DatabaseFault } from '../database-fault.ts';
import { shownUrl } from '../database-url.ts';
import { DataFolderFault } from '../folder-fault.ts';
import type { Db } from '../open.ts';
import type { Records } from '../schema.ts';
import { PostgresRecords } from './dialect.ts';
import { openPool, type PoolUse } from './pool.ts';
import { unfinishedMove } from './unfinished-move.ts';

/*
 * The records in a database of a PostgreSQL server. A transaction sees what was committed before each of its statements
 * (READ COMMITTED) and acts take turns council by council (db/acting.ts), as all acts do on the one connection of SQLite.
 */

export const postgresMigrations = path.join(import.meta.dirname, '../../../migrations/postgres');
/** Before that a released version let anomalies through (safety D.10). */
const oldestServer = 13;

/** Connections for pages and acts of one process. */
const forRecords: PoolUse = { most: 10, name: 'records' };

/** Opens the records and brings their tables to this version. Throws DatabaseFault or DataFolderFault when they can't be used. */
export async function openPostgres(url: string, onLost?: (error: Error) => void): Promise<Db> {
  const full = new Set<string>();
  const db = over(url, { ...forRecords, ...(onLost && { onLost }) }, full);
  try {
    const place = shownUrl(url);
    await refuseUnfit(db, place);
    await migratePostgres(db, url);
    for (const name of await fullColumns(db)) full.add(name);
    return db;
  } catch (error) {
    await db.destroy();
    throw databaseFault(error, url) ?? error;
  }
}

function over(url: string, use: PoolUse, full: ReadonlySet<string>): Db {
  return new Kysely<Records>({
    dialect: new PostgresRecords(openPool(url, use), full),
    // SQLite knows lists without a member, PostgreSQL does not
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}

/** A server too old, another encoding than UTF-8, or one from which can only be read. */
async function refuseUnfit(db: Db, place: string): Promise<void> {
  const { rows } = await sql<{ number: number; version: string; encoding: string; standby: boolean }>`
    select current_setting('server_version_num')::int / 10000 as number, current_setting('server_version') as version,
      current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby`.execute(db);
  const [server] = rows;
  if (!server) throw new Error('the server says nothing of itself');
  const { version, encoding } = server;
  if (server.number < oldestServer) throw new DatabaseFault({ code: 'too-old', place, version });
  if (encoding !== 'UTF8') throw new DatabaseFault({ code: 'unfit-encoding', place, encoding });
  if (server.standby) throw new DatabaseFault({ code: 'read-only', place });
}

/** All migrations of a start are one transaction; of several processes that start at once one does it. */
async function migratePostgres(db: Db, url: string): Promise<void> {
  const { missing } = await refuseNewerPostgres(db, shownUrl(url));
  if (missing.length === 0) return;
  // to change tables takes as long as it takes
  const patient = over(url, { most: 1, name: 'migrations', patient: true }, new Set());
  try {
    const provider = new FileMigrationProvider({ fs, path, migrationFolder: postgresMigrations });
    const { error } = await new Migrator({ db: patient, provider }).migrateToLatest();
    if (error)
      throw (
        databaseFault(error, url, true) ??
        new DataFolderFault({ code: 'not-migrated', reason: error instanceof Error ? error.message : '?' }, 1)
      );
  } finally {
    await patient.destroy();
  }
}

/**
 * Throws DatabaseFault where a newer version has written the records, or somebody else has tables; which migrations are
 * missing otherwise.
 */
export async function refuseNewerPostgres(
  db: Db,
  place: string,
): Promise<{ readonly missing: readonly string[] }> {
  const known = (await fs.readdir(postgresMigrations))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));
  const applied = await appliedMigrations(db);
  if (applied.length === 0) await refuseStrange(db, place);
  else if (!applied.includes(firstMigration))
    throw new DatabaseFault({ code: 'strange', place, names: applied.slice(0, 3) });
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0) throw new DatabaseFault({ code: 'newer-schema', place, names: newer });
  return { missing: known.filter((name) => !applied.includes(name)) };
}

/** By which a database is known as one of ours. */
const firstMigration = '0037_house';

/** None: there are no records yet. */
async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!rows[0]?.there) return [];
  const names = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return names.map(({ name }) => name);
}

/** Tables that are not ours: whoever they belong to does not expect a house between them. */
async function refuseStrange(db: Db, place: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and c.relname not like 'kysely_migration%' and c.relname <> ${unfinishedMove}
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname limit 3`.execute(db);
  if (rows.length > 0)
    throw new DatabaseFault({ code: 'strange', place, names: rows.map(({ name }) => name) });
}

/** Names of columns that hold something in every row of every table that has one of this name. */
async function fullColumns(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    group by a.attname having bool_and(a.attnotnull)`.execute(db);
  return rows.map(({ name }) => name);
}
