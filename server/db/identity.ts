import { randomInt } from 'node:crypto';
import type SQLite from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import type { Records } from './schema.ts';

/*
 * Every database file has a number of its own in its first page (SQLite's application_id), and every copy in a backup
 * another one: a write-ahead log that was left beside the wrong file is known by it (foreign-wal.ts).
 */

/** Any number but nought, which says that there is none. */
const newNumber = () => randomInt(1, 2 ** 31 - 1);

/** Gives a file without a number one. */
export function numberOnce(db: SQLite.Database): void {
  if (db.pragma('application_id', { simple: true }) === 0) db.pragma(`application_id = ${newNumber()}`);
}

/** The same for records.db. */
export async function numberRecordsOnce(db: Kysely<Records>): Promise<void> {
  const { rows } = await sql<{ application_id: number }>`pragma application_id`.execute(db);
  if (rows[0]?.application_id === 0) await sql.raw(`pragma application_id = ${newNumber()}`).execute(db);
}

/** Gives a copy another number, whatever it had. */
export function numberAnew(db: SQLite.Database): void {
  db.pragma(`application_id = ${newNumber()}`);
}
