import { sql } from 'kysely';
import type { Db } from './open.ts';

/** Written meetings that are out though their deadline is `before` or earlier, ms since 1970 UTC; at most `most`. Its words are literal: the index holds only those that are out. */
export function writtenOverdue(db: Db, before: number, most: number) {
  return db
    .selectFrom('meeting')
    .select(['id', 'ends_at'])
    .where('kind', '=', sql.lit('written'))
    .where('state', '=', sql.lit('called'))
    .where('ends_at', '<=', before)
    .orderBy('ends_at')
    .limit(most)
    .execute();
}
