import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { meetingNamed, type NamedMeeting } from '../../access/meeting.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { ComerRow } from '../../db/schema.ts';

/** Somebody who was signed in at the door, with his meeting; `not-found` where nobody was. */
export async function comerNamed(
  db: Db | Trx,
  seatId: string,
): Promise<(NamedMeeting & { readonly comer: ComerRow }) | Refusal> {
  const comer = await db.selectFrom('comer').selectAll().where('seat_id', '=', seatId).executeTakeFirst();
  if (!comer) return refuse('not-found', { field: 'seatId' });
  const named = await meetingNamed(db, comer.meeting_id, 'seatId');
  return isRefusal(named) ? named : { ...named, comer };
}
