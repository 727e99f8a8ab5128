import { hasArrived } from '#lib/domain/meeting/arrival.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { isPresence } from '../../records/register.ts';
import { newId } from '../../db/ids.ts';
import type { Attending } from './attendance-subject.ts';
import { personOf, type CommandContext } from '../define.ts';

/*
 * Rows of the register. Before the opening an entry is replaced, afterwards it ends and a new one begins, so
 * that presence at each item can be told (domain §3.1 step 4).
 */

export interface Entered {
  readonly attendanceId: string;
  readonly mode: Attending['mode'];
  readonly seatId: string | null;
  /** false: announced only (REG1). */
  readonly arrived: boolean;
}

/** Enters somebody. A seat is counted once, and nobody sits on two (REG4). */
export async function enter(
  ctx: CommandContext,
  meeting: MeetingRecord,
  attending: Attending,
  via: 'self' | 'recorded',
): Promise<Entered | Refusal> {
  const { trx } = ctx;
  const { seatId, personId, name, mode } = attending;
  // completed after the closing, it was so from the opening on
  const at = meeting.closed_at === null ? ctx.now : (meeting.opened_at ?? ctx.now);
  const begins = { startsAt: meeting.starts_at, openedAt: meeting.opened_at };
  const arrived = mode === 'absent' || hasArrived({ via, at }, begins);
  if (personId !== null && isPresence(mode) && (await sitsElsewhere(ctx, meeting.id, personId, seatId)))
    return refuse('seat-taken', { field: 'personId' });

  const before = isHead(attending) ? [] : await openRows(ctx, meeting, attending);
  const same = before.find((row) => row.mode === mode && row.person_id === personId && row.name === name);
  for (const row of before) if (row !== same) await end(ctx, meeting, row, at);
  if (same) {
    const had = mode === 'absent' || hasArrived({ via: same.via, at: same.arrived_at }, begins);
    if (!had)
      await trx
        .updateTable('attendance')
        .set({ via, arrived_at: at, recorded_by: personOf(ctx) })
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
    })
    .execute();
  return { attendanceId, mode, seatId, arrived };
}

/** Notes that somebody has left, or takes the entry back before the opening; an observer who was only counted at any time (REG10). */
export async function leave(
  ctx: CommandContext,
  meeting: MeetingRecord,
  attending: Attending,
): Promise<{ attendanceId: string; left: true } | Refusal> {
  const counted = attending.mode === 'observer' && attending.personId === null;
  const rows = await openRows(ctx, meeting, attending);
  // who takes one off the count without a name takes those without a name first
  const row = rows.at(-1) ?? (isHead(attending) ? await lastNamedObserver(ctx, meeting) : undefined);
  if (!row) return refuse('not-found', { field: attending.seatId === null ? 'personId' : 'seatId' });
  // an observer of no account was only counted: he is taken off the count
  if (counted) await ctx.trx.deleteFrom('attendance').where('id', '=', row.id).execute();
  else await end(ctx, meeting, row, meeting.closed_at ?? ctx.now);
  return { attendanceId: row.id, left: true };
}

/** The observer entered last by a name, without being a person of the council. */
function lastNamedObserver(ctx: CommandContext, meeting: MeetingRecord) {
  return ctx.trx
    .selectFrom('attendance')
    .select(['id', 'mode'])
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

/** Rows the entry replaces or ends: those of the seat and of the person, else those of the same name. */
function openRows(ctx: CommandContext, meeting: MeetingRecord, attending: Attending) {
  const rows = ctx.trx
    .selectFrom('attendance')
    .select(['id', 'mode', 'via', 'person_id', 'name', 'arrived_at'])
    .where('meeting_id', '=', meeting.id)
    .where('left_at', 'is', null)
    .orderBy('arrived_at')
    .orderBy('id');
  const { seatId, personId } = attending;
  if (seatId === null && personId === null)
    return rows
      .where('person_id', 'is', null)
      .where('seat_id', 'is', null)
      .where('mode', '=', attending.mode)
      .where('name', '=', attending.name)
      .execute();
  return rows
    .where((eb) =>
      eb.or([
        ...(seatId === null ? [] : [eb('seat_id', '=', seatId)]),
        ...(personId === null ? [] : [eb('person_id', '=', personId)]),
      ]),
    )
    .execute();
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
