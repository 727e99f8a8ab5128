import { sql, type RawBuilder } from 'kysely';
import type { Db, Trx } from '../db/open.ts';

/* What several processes share beside the records, where they lie in PostgreSQL (migrations/postgres/0037_peers). */

// a type, not an interface: it has to be a record of tables
type PeerTables = {
  /** One row: how many moves of rights there were, and a name by which other houses are told from this one. */
  rights_head: { one: number; no: number; house: string };
  /** Whose rights have moved, as live documents know it: JSON lists of scopes and of ids of persons. */
  rights_move: { no: number; scopes: string; people: string; at: number };
  /** Processes that are there, and when they were last. */
  peer: { id: string; seen_at: number };
  /** Work by the clock: when it was begun last, and by which process. */
  job_turn: { name: string; at: number; holder: string };
};

/** The same database, with these tables. */
export function withPeers(db: Db | Trx) {
  return (db as Db).withTables<PeerTables>();
}

/** ms since 1970 UTC by the clock of the database, which is one for all. */
export const databaseNow: RawBuilder<number> = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
