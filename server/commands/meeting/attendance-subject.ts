import { isPresence } from '../../records/register.ts';
import { seatsOfMeeting, type RegisterSeat } from '../../records/roll.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import type { Trx } from '../../db/open.ts';
import { personOf, type CommandContext } from '../define.ts';
import type { AttendanceInput } from './attendance-input.ts';

/** Whom an entry of the register is about. */
export interface Attending {
  readonly seatId: string | null;
  readonly personId: string | null;
  /** Only where no person of the council is meant. */
  readonly name: string;
  readonly mode: AttendanceInput['mode'];
  readonly office: string;
}

/**
 * Finds seat and person of an entry (REG3, REG4). Refusals: `not-found` (seat, person), `not-on-seat` (nobody sits
 * there; not the alternate of this seat), `bad-input` (a seat is needed, or has no place here).
 */
export async function attendanceSubject(
  ctx: CommandContext,
  meeting: MeetingRecord,
  input: AttendanceInput,
  recorder: boolean,
): Promise<Attending | Refusal> {
  const { mode } = input;
  const nobody = input.seatId === undefined && input.personId === undefined && input.name === '';
  // a recorder who names nobody counts a head; everybody else means himself
  const anonymous = nobody && recorder && mode === 'observer';
  const himself = (nobody && !anonymous) || (mode === 'alternate' && !recorder && input.name === '');
  const personId = input.personId ?? (himself ? personOf(ctx) : undefined);
  if (personId !== undefined && !(await isOfCouncil(ctx.trx, meeting.council_id, personId)))
    return refuse('not-found', { field: 'personId' });
  if (mode === 'observer' || mode === 'staff') {
    if (input.seatId !== undefined) return refuse('bad-input', { field: 'seatId' });
    const { office } = input;
    return { seatId: null, personId: personId ?? null, name: personId ? '' : input.name, mode, office };
  }
  const seats = await seatsOfMeeting(ctx.trx, meeting);
  // whoever sits there goes, or was entered by mistake: the seat says who
  if ((input.left || input.mistaken) && recorder && input.seatId !== undefined)
    return seats.some((seat) => seat.id === input.seatId)
      ? { seatId: input.seatId, personId: null, name: '', mode, office: '' }
      : refuse('not-found', { field: 'seatId' });
  if (mode === 'alternate') return alternate(ctx.trx, seats, input, personId);
  return member(ctx.trx, meeting, seats, input, personId);
}

/** A member on his seat, or somebody without a seat who has a task in the meeting. */
async function member(
  trx: Trx,
  meeting: MeetingRecord,
  seats: readonly RegisterSeat[],
  input: AttendanceInput,
  personId: string | undefined,
): Promise<Attending | Refusal> {
  const { mode } = input;
  if (input.name !== '') return refuse('bad-input', { field: 'name' });
  const seat = input.seatId
    ? seats.find((entry) => entry.id === input.seatId)
    : seats.find((entry) => personId !== undefined && entry.holder?.personId === personId);
  if (input.seatId !== undefined && !seat) return refuse('not-found', { field: 'seatId' });
  if (seat) {
    if (!seat.holder)
      return mode === 'absent' ? unheld(seat, mode) : refuse('not-on-seat', { field: 'seatId' });
    // the place of a member is his own: whoever else sits there is an alternate
    if (personId !== undefined && seat.holder.personId !== personId)
      return refuse('not-on-seat', { field: 'personId' });
    return { seatId: seat.id, personId: seat.holder.personId, name: '', mode, office: '' };
  }
  if (personId === undefined) return refuse('bad-input', { field: 'seatId' });
  if (!isPresence(mode) || !(await hasTask(trx, meeting.council_id, personId)))
    return refuse('not-on-seat', { field: 'personId' });
  return { seatId: null, personId, name: '', mode, office: '' };
}

function unheld(seat: RegisterSeat, mode: 'absent'): Attending {
  return { seatId: seat.id, personId: null, name: '', mode, office: '' };
}

/** An alternate: a person with that mandate on the seat, or a name the recorder takes down. */
async function alternate(
  trx: Trx,
  seats: readonly RegisterSeat[],
  input: AttendanceInput,
  personId: string | undefined,
): Promise<Attending | Refusal> {
  const mode = 'alternate';
  const mandates = personId
    ? await trx
        .selectFrom('mandate')
        .select('seat_id')
        .where('person_id', '=', personId)
        .where('role', '=', 'alternate')
        .where('ended_at', 'is', null)
        .execute()
    : [];
  const seatId = input.seatId ?? mandates[0]?.seat_id ?? undefined;
  if (seatId === undefined) return refuse('bad-input', { field: 'seatId', params: { why: 'seat-needed' } });
  if (!seats.some((seat) => seat.id === seatId)) return refuse('not-found', { field: 'seatId' });
  if (personId === undefined && input.name !== '')
    return { seatId, personId: null, name: input.name, mode, office: '' };
  if (personId === undefined) {
    // a tick at the seat means the alternate it has; without one a name is needed
    const [only, ...others] = await trx
      .selectFrom('mandate')
      .select('person_id')
      .where('seat_id', '=', seatId)
      .where('role', '=', 'alternate')
      .where('ended_at', 'is', null)
      .execute();
    if (only && others.length === 0) return { seatId, personId: only.person_id, name: '', mode, office: '' };
    // beforehand it is enough that somebody comes in his place; who it is is asked when he is there
    return input.says === 'reply'
      ? { seatId, personId: null, name: '', mode, office: '' }
      : refuse('bad-input', { field: 'name', params: { why: 'name-needed' } });
  }
  if (!mandates.some((mandate) => mandate.seat_id === seatId))
    return refuse('not-on-seat', { field: 'personId' });
  return { seatId, personId, name: '', mode, office: '' };
}

async function isOfCouncil(trx: Trx, councilId: string, personId: string): Promise<boolean> {
  const mandate = await trx
    .selectFrom('mandate')
    .select('id')
    .where('council_id', '=', councilId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return mandate !== undefined;
}

const tasks = [
  'chair',
  'vice_chair',
  'facilitator',
  'recorder',
  'secretariat',
  'translator',
  'delegate',
] as const;

async function hasTask(trx: Trx, councilId: string, personId: string): Promise<boolean> {
  const mandate = await trx
    .selectFrom('mandate')
    .select('id')
    .where('council_id', '=', councilId)
    .where('person_id', '=', personId)
    .where('role', 'in', [...tasks])
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return mandate !== undefined;
}
