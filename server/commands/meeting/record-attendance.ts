import { decide } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { draftIsOpen } from '#lib/domain/minutes/state.ts';
import { meetingNamed, type MeetingRecord } from '../../access/meeting.ts';
import type { Trx } from '../../db/open.ts';
import { countRows } from '../../db/values.ts';
import { enter, leave, takeBack } from './attendance-rows.ts';
import { attendanceInput, type AttendanceInput } from './attendance-input.ts';
import { attendanceSubject, type Attending } from './attendance-subject.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { registerRefusal } from './meeting-moves.ts';

/**
 * Who comes, is there, has left. What people say beforehand is a reply for that day and never becomes presence (REG1). Without seat and person it is about oneself. The recorder enters anybody; a
 * member his own seat, an alternate the seat he is named for, everybody with a mandate himself as observer.
 */
export const recordAttendance = command({
  name: 'record-attendance',
  summary: 'Enters somebody into the register of a meeting, or notes that he has left.',
  input: attendanceInput,
  // everybody with a mandate may enter himself as observer; more is asked for below
  action: 'observe.register',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    const recorder = decide(ctx.subject, 'attendance.record') === true;
    const late = recorder && meeting.state === 'closed' && (await minutesOpen(ctx.trx, meeting.id));
    const wrong = registerRefusal(meeting, late);
    if (wrong) return wrong;
    const attending = await attendanceSubject(ctx, meeting, input, recorder);
    if (isRefusal(attending)) return attending;
    const forbidden = recorder ? null : notOwn(ctx, attending, input);
    if (forbidden) return forbidden;

    const untimely = timeRefusal(ctx, meeting, input, recorder);
    if (untimely) return untimely;
    if (input.mistaken) {
      // before the opening an entry is simply replaced or taken back
      if (!recorder || meeting.opened_at === null) return refuse('forbidden');
      const back = await takeBack(ctx, meeting, attending);
      if (isRefusal(back)) return back;
      await audit(ctx, back.attendanceId, meeting, attending, 'taken-back');
      return back;
    }
    if (input.left) {
      const left = await leave(ctx, meeting, attending, input.at);
      if (isRefusal(left)) return left;
      await audit(ctx, left.attendanceId, meeting, attending, 'left');
      return left;
    }
    const full = recorder ? null : await observersFull(ctx.trx, meeting, attending);
    if (full) return full;
    // one's own word is one's own, also a recorder's: he ticks the roster where he has seen somebody
    const ticked = recorder && (attending.personId !== ctx.actor.personId || named(input));
    const entered = await enter(ctx, meeting, attending, {
      via: ticked ? 'recorded' : 'self',
      says: input.says,
      ...(input.at === undefined ? {} : { at: input.at }),
    });
    if (isRefusal(entered)) return entered;
    await audit(ctx, entered.attendanceId, meeting, attending, entered.arrived ? 'entered' : 'replied');
    return entered;
  },
});

function named(input: AttendanceInput): boolean {
  return input.seatId !== undefined || input.personId !== undefined || input.name !== '';
}

/** A time of one's own is the recorder's to give, and lies within the meeting so far. */
function timeRefusal(
  ctx: CommandContext,
  meeting: MeetingRecord,
  { at }: AttendanceInput,
  recorder: boolean,
): Refusal | null {
  if (at === undefined) return null;
  if (!recorder) return refuse('forbidden');
  const until = meeting.closed_at ?? ctx.now;
  return meeting.opened_at === null || at < meeting.opened_at || at > until
    ? refuse('bad-input', { field: 'at', params: { why: 'outside' } })
    : null;
}

async function audit(
  ctx: CommandContext,
  attendanceId: string,
  meeting: MeetingRecord,
  attending: Attending,
  what: 'entered' | 'replied' | 'left' | 'taken-back',
): Promise<void> {
  await ctx.audit('attendance', attendanceId, {
    meeting: meeting.id,
    seat: attending.seatId,
    person: attending.personId,
    mode: attending.mode,
    left: what === 'left',
    what,
  });
  ctx.effects.meetingChanged(meeting.id);
}

/** null where it is the actor's own affair; the policy decides about the seat, the rest is about himself. */
function notOwn(ctx: CommandContext, attending: Attending, input: AttendanceInput): Refusal | null {
  const self = attending.personId === personOf(ctx) && input.name === '';
  if (!self) return refuse('forbidden');
  if (attending.mode === 'observer') return null;
  const facts =
    attending.mode === 'alternate' || attending.seatId === null
      ? { personId: attending.personId }
      : { seatId: attending.seatId };
  const verdict = decide(ctx.subject, 'attendance.record', facts);
  return verdict === true ? null : verdict;
}

async function observersFull(
  trx: Trx,
  meeting: MeetingRecord,
  attending: Attending,
): Promise<Refusal | null> {
  if (attending.mode !== 'observer' || meeting.observer_capacity === null) return null;
  const { n } = await trx
    .selectFrom('attendance')
    .select(countRows().as('n'))
    .where('meeting_id', '=', meeting.id)
    .where('mode', '=', 'observer')
    .where('left_at', 'is', null)
    .where((eb) => eb.or([eb('person_id', 'is', null), eb('person_id', '!=', attending.personId)]))
    .executeTakeFirstOrThrow();
  return n >= meeting.observer_capacity
    ? refuse('observers-full', { params: { n: meeting.observer_capacity } })
    : null;
}

async function minutesOpen(trx: Trx, meetingId: string): Promise<boolean> {
  const minutes = await trx
    .selectFrom('minutes')
    .select('state')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  return minutes !== undefined && draftIsOpen(minutes.state);
}
