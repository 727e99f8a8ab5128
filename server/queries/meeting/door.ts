import { keepsRegister } from '#lib/domain/meeting/state.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { readMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { ruleOfMeeting } from '../../records/register.ts';

/* Who was signed in at the door of an open table, with names, for those who keep the register alone. */

export interface ComerLine {
  readonly seatId: string;
  /** 1, 2, … in the meeting. */
  readonly no: number;
  readonly label: string;
  /** '' where none was given, or it was erased. */
  readonly name: string;
  readonly erased: boolean;
  /** ms since 1970 UTC */
  readonly signedAt: number;
  readonly leftAt: number | null;
}

export interface DoorView {
  readonly meetingId: string;
  /** The rules open the table in this meeting. */
  readonly openTable: boolean;
  /** People can be signed in now. */
  readonly takes: boolean;
  readonly comers: readonly ComerLine[];
}

/** The door for whoever keeps the register; `forbidden` to all others of the council. */
export async function doorView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<DoorView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'attendance.record');
  if (isRefusal(read)) return read;
  const rows = await db
    .selectFrom('comer')
    .innerJoin('seat', 'seat.id', 'comer.seat_id')
    .innerJoin('attendance', 'attendance.seat_id', 'comer.seat_id')
    .leftJoin('person', 'person.id', 'comer.person_id')
    .select([
      'comer.seat_id as seatId',
      'comer.no',
      'seat.label',
      'comer.name',
      'comer.signed_at as signedAt',
    ])
    .select(['comer.erased_at', 'attendance.left_at as leftAt', 'person.display_name'])
    .where('comer.meeting_id', '=', meetingId)
    .where('attendance.meeting_id', '=', meetingId)
    .orderBy('comer.no')
    .execute();
  return {
    meetingId,
    openTable: (await ruleOfMeeting(db, read.meeting)).body.roll === 'door',
    takes: keepsRegister(read.meeting.state, false),
    comers: rows.map(({ display_name, erased_at, name, ...row }) => ({
      ...row,
      name: name || (display_name ?? ''),
      erased: erased_at !== null,
    })),
  };
}
