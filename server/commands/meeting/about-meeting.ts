import type { Facts } from '#lib/domain/policy/decide.ts';
import { refuse } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../../db/open.ts';

/**
 * For commands that bring something of a council to one of its meetings: what was found, at that meeting, with
 * its visibility among the facts. `not-found` for a meeting of another council.
 */
export async function atMeeting<A extends { readonly councilId: string; readonly facts?: Facts }>(
  db: Db | Trx,
  found: A,
  meetingId: string,
) {
  const meeting = await db
    .selectFrom('meeting')
    .select(['id', 'state', 'visibility'])
    .where('id', '=', meetingId)
    .where('council_id', '=', found.councilId)
    .executeTakeFirst();
  if (!meeting) return refuse('not-found', { field: 'meetingId' });
  return {
    ...found,
    meetingId: meeting.id,
    meeting,
    facts: { ...found.facts, visibility: meeting.visibility },
  };
}
