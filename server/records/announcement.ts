import { movedOf, type Announced, type Moved } from '#lib/domain/meeting/announcement.ts';
import type { Db, Trx } from '../db/open.ts';

/** What was done to the announcements of meetings (REG12), in order, by meeting. */
export async function announcementsOf(
  db: Db | Trx,
  meetingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Announced[]>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('meeting_act')
    .select(['meeting_id', 'act', 'at', 'starts_at as startsAt', 'reason'])
    .where('meeting_id', 'in', [...meetingIds])
    .orderBy('meeting_id')
    .orderBy('no')
    .execute();
  return Map.groupBy(rows, ({ meeting_id }) => meeting_id);
}

/** The last move of each meeting away from what people were told; meetings that stand as announced are not in it. */
export async function movesOf(
  db: Db | Trx,
  meetingIds: readonly string[],
): Promise<ReadonlyMap<string, Moved>> {
  const moves = new Map<string, Moved>();
  for (const [id, acts] of await announcementsOf(db, meetingIds)) {
    const moved = movedOf(acts);
    if (moved) moves.set(id, moved);
  }
  return moves;
}
