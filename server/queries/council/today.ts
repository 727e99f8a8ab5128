import type { Floor, FloorSeat } from '#lib/doc/floor.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import type { Db } from '../../db/open.ts';
import { floorOf } from '../../mirrors/floor.ts';
import { isForDay } from '../../records/register.ts';

/** 今日の会議: how a meeting that is called looks to whoever leads it. */
export interface TodayView {
  readonly meetingId: string;
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly place: string;
  readonly seats: readonly FloorSeat[];
  readonly forecast: Floor['forecast'];
  /** May enter what others replied by telephone or on paper. */
  readonly enters: boolean;
}

/** Null for those who do not lead, and while no meeting is called. */
export async function todayOf(
  db: Db,
  subject: Subject,
  next: (Pick<MeetingRecord, 'id' | 'state'> & { written: boolean; startsAt: number; place: string }) | null,
): Promise<TodayView | null> {
  const enters = may(subject, 'attendance.record');
  if (next?.state !== 'called' || next.written || !(enters || may(subject, 'meeting.run'))) return null;
  const { seats, forecast } = await floorOf(db, next.id);
  return { meetingId: next.id, startsAt: next.startsAt, place: next.place, seats, forecast, enters };
}

/** What stands as my reply for a meeting, and who typed it; '' where I gave it myself (REG15). */
export interface MyReply {
  readonly way: 'in_person' | 'online' | 'alternate' | 'absent' | 'proxy';
  readonly enteredBy: string;
}

/** My reply for the day the meeting has now; null while there is none, and for those without a seat. */
export async function myReply(
  db: Db,
  { personId, seatIds }: Subject,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at'>,
): Promise<MyReply | null> {
  if (seatIds.length === 0) return null;
  const attendance = await db
    .selectFrom('attendance')
    .innerJoin('person', 'person.id', 'attendance.recorded_by')
    .select(['attendance.mode', 'attendance.for_day', 'attendance.recorded_by', 'person.display_name'])
    .where('attendance.meeting_id', '=', meeting.id)
    .where('attendance.seat_id', 'in', [...seatIds])
    .where('attendance.left_at', 'is', null)
    .execute();
  const proxies = await db
    .selectFrom('proxy_grant')
    .innerJoin('person', 'person.id', 'proxy_grant.recorded_by')
    .select(['proxy_grant.for_day', 'proxy_grant.recorded_by', 'person.display_name'])
    .where('proxy_grant.meeting_id', '=', meeting.id)
    .where('proxy_grant.from_seat_id', 'in', [...seatIds])
    .where('proxy_grant.revoked_at', 'is', null)
    .execute();
  const said = [...attendance, ...proxies.map((row) => ({ ...row, mode: 'proxy' as const }))];
  for (const { mode, for_day, recorded_by, display_name } of said) {
    if (!isForDay(meeting, for_day) || mode === 'observer' || mode === 'staff') continue;
    return { way: mode, enteredBy: recorded_by === personId ? '' : display_name };
  }
  return null;
}
