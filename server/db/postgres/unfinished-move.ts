import { sql } from 'kysely';
import { DatabaseFault } from '../database-fault.ts';
import type { Db } from '../open.ts';

/** While this table is there, a house is on its way in (db/moving/load-house.ts); it goes with the last statement of the move. */
export const unfinishedMove = 'unfinished_move';

/** Whether a move was begun that never came to its end. */
export async function isMoveUnfinished(db: Db): Promise<boolean> {
  const { rows } = await sql<{ mark: string | null }>`
    select to_regclass(${unfinishedMove})::text as mark`.execute(db);
  return rows[0]?.mark != null;
}

/** Throws DatabaseFault where it is so: a server would begin a new house beside the one that was to come. */
export async function refuseUnfinishedMove(db: Db, place: string): Promise<void> {
  if (await isMoveUnfinished(db)) throw new DatabaseFault({ code: 'unfinished-move', place });
}
