import type { AnnouncingAct } from '#lib/domain/meeting/announcement.ts';
import { nextAnnouncementNo } from '../../records/numbers.ts';
import type { CommandContext } from '../define.ts';

/** Keeps an act on the announcement of a meeting with when it begins after it (REG12). */
export async function announce(
  ctx: CommandContext,
  meetingId: string,
  act: AnnouncingAct,
  startsAt: number,
  reason = '',
): Promise<void> {
  await ctx.trx
    .insertInto('meeting_act')
    .values({
      meeting_id: meetingId,
      no: await nextAnnouncementNo(ctx.trx, meetingId),
      act,
      at: ctx.now,
      starts_at: startsAt,
      reason,
    })
    .execute();
}
