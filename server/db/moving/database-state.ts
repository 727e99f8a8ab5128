import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { DatabaseFault } from '../database-fault.ts';
import type { Db } from '../open.ts';
import { refuseNewerPostgres } from '../postgres/open.ts';
import { isMoveUnfinished, refuseUnfinishedMove, unfinishedMove } from '../postgres/unfinished-move.ts';
import type { OpenDatabase } from './database.ts';

/* What a database holds, before a house is read from it or moved into it. */

/** Throws DatabaseFault where there is no whole house of this version to be read. */
export async function refuseUnreadable({ db, place }: OpenDatabase): Promise<void> {
  await refuseUnfinishedMove(db, place);
  const { missing } = await refuseNewerPostgres(db, place);
  if (missing.length === 0) return;
  throw new DatabaseFault({ code: (await isThere(db, 'council')) ? 'older-schema' : 'no-house', place });
}

/**
 * Throws DatabaseFault where a house can't move in: what is there is not written over. What a move that was broken off has
 * left is no house. `own`: tables that must be empty. Answers whether a move was broken off here.
 */
export async function refuseFull(
  { db, place }: OpenDatabase,
  own: readonly string[] = ['council'],
): Promise<boolean> {
  await refuseNewerPostgres(db, place);
  for (const name of own)
    if ((await isThere(db, name)) && (await hasRows(db, name)))
      throw new DatabaseFault({ code: 'house-there', place });
  return isMoveUnfinished(db);
}

/** A server that was told to end may be connected a moment longer, ms. */
const patience = 3_000;
const askAgainAfter = 200;

/** Throws DatabaseFault while servers are connected: what they write from now on would be left behind. */
export async function refuseServed({ db, place }: OpenDatabase): Promise<void> {
  for (const since = performance.now(); await isServed(db); await pause(askAgainAfter))
    if (performance.now() - since > patience) throw new DatabaseFault({ code: 'database-in-use', place });
}

async function isServed(db: Db): Promise<boolean> {
  const { rows } = await sql<{ served: number }>`
    select exists (select 1 from pg_stat_activity
      where datname = current_database() and application_name like 'yoriai %') as served`.execute(db);
  return rows[0]?.served === 1;
}

/** Says, before anything is written, that a house is on its way in. */
export async function markUnfinished({ db }: OpenDatabase): Promise<void> {
  await sql`create table if not exists ${sql.table(unfinishedMove)} (one integer primary key)`.execute(db);
}

/** Keeps every other move out until the transaction ends. Throws DatabaseFault where another one is at it. */
export async function lockMark({ db, place }: OpenDatabase): Promise<void> {
  try {
    await sql`lock table ${sql.table(unfinishedMove)} in access exclusive mode`.execute(db);
  } catch (error) {
    // the other one has waited for us, or has just come to its end
    const held = ['55P03', '42P01'].includes((error as { code?: string }).code ?? '');
    throw held ? new DatabaseFault({ code: 'database-in-use', place }) : error;
  }
}

/** The last statement: with its commit the house is there. */
export async function takeMarkAway({ db }: OpenDatabase): Promise<void> {
  await sql`drop table ${sql.table(unfinishedMove)}`.execute(db);
}

async function isThere(db: Db, table: string): Promise<boolean> {
  const { rows } = await sql<{ there: number }>`select to_regclass(${table}) is not null as there`.execute(
    db,
  );
  return rows[0]?.there === 1;
}

async function hasRows(db: Db, table: string): Promise<boolean> {
  const { rows } = await sql<{ some: number }>`
    select exists (select 1 from ${sql.table(table)}) as some`.execute(db);
  return rows[0]?.some === 1;
}
