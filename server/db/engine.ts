import { PostgresAdapter, type Kysely } from 'kysely';
import type { Records } from './schema.ts';

/** What the records lie in. */
export type Engine = 'sqlite' | 'postgres';

/** The engine under a database or one of its transactions. */
export function engineOf(db: Pick<Kysely<Records>, 'getExecutor'>): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}
