import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { meetingNamed, type NamedMeeting } from '../../access/meeting.ts';
import type { Db, Trx } from '../../db/open.ts';

/** A written meeting that a command names; any other one is `not-found`. */
export async function writingNamed(
  db: Db | Trx,
  meetingId: string,
  field = 'meetingId',
): Promise<NamedMeeting | Refusal> {
  const named = await meetingNamed(db, meetingId, field);
  if (isRefusal(named)) return named;
  return named.meeting.kind === 'written' ? named : refuse('not-found', { field });
}

/** The same for who speaks for its own seats: whoever holds one of its roll. */
export async function ownWriting(db: Db | Trx, meetingId: string): Promise<NamedMeeting | Refusal> {
  const named = await writingNamed(db, meetingId);
  if (isRefusal(named)) return named;
  const roll = await db
    .selectFrom('meeting_roll')
    .select('seat_id')
    .where('meeting_id', '=', meetingId)
    .execute();
  return { ...named, facts: { ...named.facts, seatIds: roll.map(({ seat_id }) => seat_id) } };
}
