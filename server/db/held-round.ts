import { sql } from 'kysely';
import { engineOf } from './engine.ts';
import type { Trx } from './open.ts';

/**
 * A round is counted by whoever holds its row alone: replies that are being written are waited for, and those that come later
 * wait and are then refused by the table itself (0037_what_stays; safety D.10). With SQLite nobody else writes meanwhile.
 */
export async function holdRound(trx: Trx, roundId: string): Promise<void> {
  if (engineOf(trx) === 'postgres')
    await sql`select 1 from round where id = ${roundId} for update`.execute(trx);
}
