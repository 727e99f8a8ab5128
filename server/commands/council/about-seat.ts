import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { About } from '../define.ts';

/** For commands about a seat that stands; one that was given up is as absent as one that never was. */
export async function seatNamed(
  db: Db | Trx,
  seatId: string,
): Promise<(About & { readonly councilId: string }) | Refusal> {
  const seat = await db
    .selectFrom('seat')
    .select('council_id')
    .where('id', '=', seatId)
    .where('to_on', 'is', null)
    .executeTakeFirst();
  return seat ? { councilId: seat.council_id } : refuse('not-found', { field: 'seatId' });
}
