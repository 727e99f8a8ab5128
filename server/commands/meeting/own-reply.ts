import type { MeetingRecord } from '../../access/meeting.ts';
import { isForDay } from '../../records/register.ts';
import type { Trx } from '../../db/open.ts';
import type { AttendanceRow } from '../../db/schema.ts';
import { truth } from '../../db/values.ts';

/** What stands for a seat and this day: replies and the proxy, and whether the person has said it himself (REG15). */
export async function saidOf(
  trx: Trx,
  meeting: MeetingRecord,
  seatId: string,
): Promise<{ readonly own: boolean }[]> {
  const replies = await trx
    .selectFrom('attendance')
    .select(['via', 'for_day'])
    .where('meeting_id', '=', meeting.id)
    .where('seat_id', '=', seatId)
    .where('left_at', 'is', null)
    .execute();
  const proxies = await trx
    .selectFrom('proxy_grant')
    .select(['source', 'for_day'])
    .where('meeting_id', '=', meeting.id)
    .where('from_seat_id', '=', seatId)
    .where('revoked_at', 'is', null)
    .execute();
  return [
    ...replies.map(({ via, for_day }) => ({ own: via === 'self', for_day })),
    ...proxies.map(({ source, for_day }) => ({ own: source === 'app', for_day })),
  ].filter(({ for_day }) => isForDay(meeting, for_day));
}

/** A reply somebody has given himself; that he is there is no reply, and the recorder's to say. */
export function isOwnReply({
  via,
  announced,
  mode,
}: Pick<AttendanceRow, 'via' | 'mode'> & { readonly announced: 0 | 1 }): boolean {
  return via === 'self' && (mode === 'absent' || truth(announced));
}
