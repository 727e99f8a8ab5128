import { isArrival, typedReplyRefusal, type Says } from '#lib/domain/meeting/arrival.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { isPresence, replyDay } from '../../records/register.ts';
import { newId } from '../../db/ids.ts';
import { asColumn, truth } from '../../db/values.ts';
import type { Attending } from './attendance-subject.ts';
import { isOwnReply, saidOf } from './own-reply.ts';
import { personOf, type CommandContext } from '../define.ts';

/*
 * Rows of the register. Before the opening an entry is replaced, afterwards it ends and a new one begins, so
 * that presence at each item can be told (domain §3.1 step 4, REG11).
 */

export interface Entered {
  readonly attendanceId: string;
  readonly mode: Attending['mode'];
  readonly seatId: string | null;
  /** false: a reply only (REG1). */
  readonly arrived: boolean;
}

/** Enters somebody. A seat is counted once, and nobody sits on two (REG4). */
export async function enter(
  ctx: CommandContext,
  meeting: MeetingRecord,
  attending: Attending,
  said: { readonly via: 'self' | 'recorded'; readonly says?: Says | undefined; readonly at?: number },
): Promise<Entered | Refusal> {
  const { trx } = ctx;
  const { via } = said;
  const { seatId, personId, name, mode, office } = attending;
  // completed after the closing, it was so from the opening on unless the recorder knows better
  const at = said.at ?? (meeting.closed_at === null ? ctx.now : (meeting.opened_at ?? ctx.now));
  const opened = meeting.opened_at !== null;
  // that somebody does not come can be said at any time
  const says = mode === 'absent' ? undefined : said.says;
  const came = isArrival({ via, says }, opened);
  if (isRefusal(came)) return came;
  // beforehand also 欠席 is what somebody has said, and not what the recorder sees
  const typed = !opened && via !== 'self' && (mode === 'absent' || says === 'reply');
  if (typed && seatId !== null) {
    const stands = typedReplyRefusal('seatId', await saidOf(trx, meeting, seatId));
    if (stands) return stands;
  }
  const arrived = came || mode === 'absent';
  if (personId !== null && isPresence(mode) && (await sitsElsewhere(ctx, meeting.id, personId, seatId)))
    return refuse('seat-taken', { field: 'personId' });

  const before = isHead(attending) ? [] : await openRows(ctx, meeting, attending);
  const same = before.find(
    (row) => row.mode === mode && row.person_id === personId && row.name === name && row.office === office,
  );
  const late = before.find((row) => opened && row !== same && row.mode !== 'absent' && row.arrived_at > at);
  if (late) return refuse('bad-input', { field: 'at', params: { why: 'outside' } });
  for (const row of before) if (row !== same) await end(ctx, meeting, row, at);
  const day = opened ? null : replyDay(meeting);
  if (same) {
    const stands = opened || same.for_day === day;
    const had =
      stands && (mode === 'absent' || !truth(same.announced)) && (same.via === via || via !== 'self');
    if (!had)
      await trx
        .updateTable('attendance')
        .set({
          via,
          arrived_at: at,
          recorded_by: personOf(ctx),
          for_day: day,
          announced: asColumn(!came) as 0 | 1,
        })
        .where('id', '=', same.id)
        .execute();
    return { attendanceId: same.id, mode, seatId, arrived: had || arrived };
  }
  const attendanceId = newId();
  await trx
    .insertInto('attendance')
    .values({
      id: attendanceId,
      meeting_id: meeting.id,
      seat_id: seatId,
      person_id: personId,
      name,
      mode,
      via,
      arrived_at: at,
      recorded_by: personOf(ctx),
      office,
      for_day: day,
      announced: asColumn(!came) as 0 | 1,
    })
    .execute();
  return { attendanceId, mode, seatId, arrived };
}

/** Notes that somebody has left, or takes the entry back before the opening; an observer who was only counted at any time (REG10). */
export async function leave(
  ctx: CommandContext,
  meeting: MeetingRecord,
  attending: Attending,
  when?: number,
): Promise<{ attendanceId: string; left: true } | Refusal> {
  const counted = attending.mode === 'observer' && attending.personId === null;
  const rows = await openRows(ctx, meeting, attending);
  // who takes one off the count without a name takes those without a name first
  const row = rows.at(-1) ?? (isHead(attending) ? await lastNamedObserver(ctx, meeting) : undefined);
  if (!row) return refuse('not-found', { field: attending.seatId === null ? 'personId' : 'seatId' });
  // beforehand what somebody has said himself is his to take back (REG15)
  if (meeting.opened_at === null && isOwnReply(row) && row.person_id !== personOf(ctx))
    return refuse('replied-already', { field: 'seatId' });
  // an observer of no account was only counted: he is taken off the count
  if (counted) await ctx.trx.deleteFrom('attendance').where('id', '=', row.id).execute();
  else {
    const at = when ?? meeting.closed_at ?? ctx.now;
    if (meeting.opened_at !== null && at < row.arrived_at)
      return refuse('bad-input', { field: 'at', params: { why: 'outside' } });
    await end(ctx, meeting, row, at);
  }
  return { attendanceId: row.id, left: true };
}

/**
 * Takes back the last entry of a seat or person that was made by mistake (REG11): he was not there, or did not leave. A
 * seat that has replied since it was entered was there: `seat-has-replied`.
 */
export async function takeBack(
  ctx: CommandContext,
  meeting: MeetingRecord,
  attending: Attending,
): Promise<{ attendanceId: string; takenBack: true } | Refusal> {
  const row = (await rowsOf(ctx, meeting, attending).execute()).at(-1);
  if (!row) return refuse('not-found', { field: attending.seatId === null ? 'personId' : 'seatId' });
  // the last thing entered was the departure
  if (row.left_at !== null) {
    await ctx.trx.updateTable('attendance').set({ left_at: null }).where('id', '=', row.id).execute();
    return { attendanceId: row.id, takenBack: true };
  }
  const replied = await ctx.trx
    .selectFrom('standing_ballot as ballot')
    .innerJoin('round', 'round.id', 'ballot.round_id')
    .select('ballot.id')
    .where('round.meeting_id', '=', meeting.id)
    .where('ballot.seat_id', '=', row.seat_id ?? '')
    .where('ballot.via', '=', 'live')
    .where('ballot.at', '>=', row.arrived_at)
    .limit(1)
    .executeTakeFirst();
  if (replied) return refuse('seat-has-replied', { field: 'seatId' });
  await ctx.trx.deleteFrom('attendance').where('id', '=', row.id).execute();
  return { attendanceId: row.id, takenBack: true };
}

/** The observer entered last by a name, without being a person of the council. */
function lastNamedObserver(ctx: CommandContext, meeting: MeetingRecord) {
  return ctx.trx
    .selectFrom('attendance')
    .selectAll()
    .where('meeting_id', '=', meeting.id)
    .where('left_at', 'is', null)
    .where('mode', '=', 'observer')
    .where('person_id', 'is', null)
    .orderBy('arrived_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** An observer who is counted and not named. */
const isHead = ({ seatId, personId, name }: Attending): boolean =>
  seatId === null && personId === null && name === '';

/** Rows the entry replaces or ends. */
function openRows(ctx: CommandContext, meeting: MeetingRecord, attending: Attending) {
  return rowsOf(ctx, meeting, attending).where('left_at', 'is', null).execute();
}

/** Rows of the seat and of the person, else those of the same name, in the order of coming. */
function rowsOf(ctx: CommandContext, meeting: MeetingRecord, attending: Attending) {
  const rows = ctx.trx
    .selectFrom('attendance')
    .selectAll()
    .where('meeting_id', '=', meeting.id)
    .orderBy('arrived_at')
    .orderBy('id');
  const { seatId, personId } = attending;
  if (seatId === null && personId === null)
    return rows
      .where('person_id', 'is', null)
      .where('seat_id', 'is', null)
      .where('mode', '=', attending.mode)
      .where('name', '=', attending.name);
  return rows.where((eb) =>
    eb.or([
      ...(seatId === null ? [] : [eb('seat_id', '=', seatId)]),
      ...(personId === null ? [] : [eb('person_id', '=', personId)]),
    ]),
  );
}

async function end(
  ctx: CommandContext,
  meeting: MeetingRecord,
  row: { id: string; mode: Attending['mode'] },
  at: number,
): Promise<void> {
  if (meeting.opened_at === null || row.mode === 'absent')
    await ctx.trx.deleteFrom('attendance').where('id', '=', row.id).execute();
  else await ctx.trx.updateTable('attendance').set({ left_at: at }).where('id', '=', row.id).execute();
}

async function sitsElsewhere(
  ctx: CommandContext,
  meetingId: string,
  personId: string,
  seatId: string | null,
): Promise<boolean> {
  const rows = await ctx.trx
    .selectFrom('attendance')
    .select(['seat_id', 'mode'])
    .where('meeting_id', '=', meetingId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .where('seat_id', 'is not', null)
    .execute();
  return rows.some((row) => row.seat_id !== seatId && isPresence(row.mode));
}
