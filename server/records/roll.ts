import { dayOf } from '#lib/domain/calendar/jst.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MandateRow } from '../db/schema.ts';
import { asColumn, truth } from '../db/values.ts';
import type { MeetingRecord } from '../access/meeting.ts';

/*
 * The voting seats of a meeting and who sits on them. Before the opening they are those of the day; from then on they are
 * the roll that was written down, and after the closing its holders are, too (REG13).
 */

export interface RegisterSeat {
  readonly id: string;
  readonly no: number;
  readonly organizationId: string | null;
  /** Name of the organisation, or the seat's own label. */
  readonly organization: string;
  /** Exact rational as text. */
  readonly weight: string;
  readonly chair: boolean;
  readonly holder: { readonly personId: string; readonly name: string } | null;
}

/** A mandate of a member, or of somebody with an office of the meeting. */
export interface RegisterMandate {
  readonly role: MandateRow['role'];
  readonly personId: string;
  readonly name: string;
  readonly seatId: string | null;
  /** Name of the organisation he speaks for, or the label of his seat; '' where there is neither. */
  readonly organization: string;
}

/** Offices that a meeting shows, in this order. */
export const officerRoles = [
  'chair',
  'vice_chair',
  'facilitator',
  'recorder',
  'secretariat',
  'translator',
] as const;

/** The voting seats of a meeting: its roll once it was opened, before that those of its day (REG13). */
export async function seatsOfMeeting(db: Db | Trx, meeting: MeetingRecord): Promise<RegisterSeat[]> {
  return seatsUnder(db, meeting, await mandatesAround(db, meeting));
}

/** The same for who has read the mandates; `openedAt` is the instant of the opening while it is being opened. */
export async function seatsUnder(
  db: Db | Trx,
  meeting: MeetingRecord,
  mandates: readonly RegisterMandate[],
  openedAt: number | null = meeting.opened_at,
): Promise<RegisterSeat[]> {
  const chair = mandates.find(({ role }) => role === 'chair')?.personId;
  const sits = (seatId: string): Pick<RegisterSeat, 'holder' | 'chair'> => {
    const holder = mandates.find((mandate) => mandate.role === 'member' && mandate.seatId === seatId);
    return {
      chair: holder !== undefined && holder.personId === chair,
      holder: holder ? { personId: holder.personId, name: holder.name } : null,
    };
  };
  if (!hasRoll(meeting))
    return (await seatsOn(db, meeting.council_id, dayOf(openedAt ?? meeting.starts_at))).map((seat) => ({
      ...seat,
      ...sits(seat.id),
    }));
  const rows = await db
    .selectFrom('meeting_roll')
    .leftJoin('person', 'person.id', 'meeting_roll.person_id')
    .selectAll('meeting_roll')
    .select('person.display_name')
    .where('meeting_roll.meeting_id', '=', meeting.id)
    .orderBy('meeting_roll.no')
    .execute();
  // while people meet, who sits where is still to be seen: somebody may join the council at the door
  return rows.map((row) => ({
    id: row.seat_id,
    no: row.no,
    organizationId: row.organization_id,
    organization: row.organization,
    weight: row.weight,
    ...(meeting.closed_at === null
      ? sits(row.seat_id)
      : {
          chair: truth(row.chair),
          holder: row.person_id === null ? null : { personId: row.person_id, name: row.display_name ?? '' },
        }),
  }));
}

/** Whether its roll is written down: at its opening, of a written meeting when it is sent out (REG13, WRT1). */
function hasRoll({ kind, called_at, opened_at }: MeetingRecord): boolean {
  return kind === 'written' ? called_at !== null : opened_at !== null;
}

/** Writes the roll of a meeting down, at its opening or when it is sent out (REG13). */
export async function writeRoll(trx: Trx, meetingId: string, seats: readonly RegisterSeat[]): Promise<void> {
  if (seats.length === 0) return;
  await trx
    .insertInto('meeting_roll')
    .values(
      seats.map((seat) => ({
        meeting_id: meetingId,
        seat_id: seat.id,
        no: seat.no,
        organization_id: seat.organizationId,
        organization: seat.organization,
        weight: seat.weight,
        chair: asColumn(seat.chair) as 0 | 1,
        person_id: seat.holder?.personId ?? null,
      })),
    )
    .execute();
}

/** Who sat on the seats of a meeting that closes now, as mandates stood while it lasted; afterwards the roll is fixed. */
export async function closeRoll(
  trx: Trx,
  meeting: Pick<MeetingRecord, 'id' | 'council_id'> & { readonly opened_at: number },
): Promise<void> {
  const mandates = await trx
    .selectFrom('mandate')
    .select(['seat_id', 'person_id', 'role'])
    .where('council_id', '=', meeting.council_id)
    .where('role', 'in', ['member', 'chair'])
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', meeting.opened_at)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const chair = mandates.findLast(({ role }) => role === 'chair')?.person_id;
  const roll = await trx
    .selectFrom('meeting_roll')
    .select('seat_id')
    .where('meeting_id', '=', meeting.id)
    .execute();
  for (const { seat_id } of roll) {
    const holder = mandates.findLast((row) => row.role === 'member' && row.seat_id === seat_id)?.person_id;
    await trx
      .updateTable('meeting_roll')
      .set({ person_id: holder ?? null, chair: asColumn(holder !== undefined && holder === chair) as 0 | 1 })
      .where('meeting_id', '=', meeting.id)
      .where('seat_id', '=', seat_id)
      .execute();
  }
}

/** Voting seats on a day ('YYYY-MM-DD'), by number. A seat nobody sits on is still a seat (domain §4.1). */
async function seatsOn(
  db: Db | Trx,
  councilId: string,
  day: string,
): Promise<Omit<RegisterSeat, 'holder' | 'chair'>[]> {
  const seats = await db
    .selectFrom('seat')
    .leftJoin('organization', 'organization.id', 'seat.organization_id')
    .select([
      'seat.id',
      'seat.no',
      'seat.label',
      'seat.weight',
      'seat.organization_id',
      'organization.name as organization',
    ])
    .where('seat.council_id', '=', councilId)
    .where('seat.kind', '=', 'seat')
    .where('seat.from_on', '<=', day)
    .where((eb) => eb.or([eb('seat.to_on', 'is', null), eb('seat.to_on', '>', day)]))
    .orderBy('seat.no')
    .execute();
  return seats.map((seat) => ({
    id: seat.id,
    no: seat.no,
    organizationId: seat.organization_id,
    organization: seat.organization ?? seat.label,
    weight: seat.weight,
  }));
}

/** Mandates of members and officers: of today, of a past meeting those at its closing (REG13). */
export async function mandatesAround(
  db: Db | Trx,
  { council_id, closed_at }: Pick<MeetingRecord, 'council_id' | 'closed_at'>,
): Promise<RegisterMandate[]> {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization', (join) =>
      join.on((eb) =>
        eb('organization.id', '=', eb.fn.coalesce('mandate.organization_id', 'seat.organization_id')),
      ),
    )
    .select([
      'mandate.role',
      'mandate.person_id as personId',
      'person.display_name as name',
      'mandate.seat_id as seatId',
      'organization.name as organization',
      'seat.label',
    ])
    .where('mandate.council_id', '=', council_id)
    .where('mandate.role', 'in', ['member', ...officerRoles])
    .where((eb) =>
      closed_at === null
        ? eb('mandate.ended_at', 'is', null)
        : eb.and([
            eb('mandate.created_at', '<=', closed_at),
            eb.or([eb('mandate.ended_at', 'is', null), eb('mandate.ended_at', '>', closed_at)]),
          ]),
    )
    .orderBy('mandate.created_at')
    .orderBy('mandate.id')
    .execute();
  return rows.map(({ organization, label, ...row }) => ({
    ...row,
    organization: organization ?? label ?? '',
  }));
}
