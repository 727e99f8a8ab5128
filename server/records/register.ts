import { dayOf } from '#lib/domain/calendar/jst.ts';
import { quorumOf, type ProxyChoice } from '#lib/domain/deciding/index.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { hasArrived } from '#lib/domain/meeting/arrival.ts';
import { attendanceModes, type AttendanceMode } from '#lib/domain/meeting/attendance.ts';
import { ONE, parseRational } from '#lib/domain/rational.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MeetingRecord } from '../access/meeting.ts';
import { rulesIn } from '../db/decode.ts';

/*
 * The register of a meeting: seats of its day, who is there, proxies, rule set, and the quorum over them.
 * The floor mirror, the opening and the roll of a round read the same register.
 */

export interface RegisterSeat {
  readonly id: string;
  readonly no: number;
  readonly label: string;
  readonly organizationId: string | null;
  /** Name of the organisation, or the seat's own label. */
  readonly organization: string;
  /** Exact rational as text. */
  readonly weight: string;
  readonly chair: boolean;
  readonly holder: { readonly personId: string; readonly name: string } | null;
}

export interface RegisterEntry {
  readonly id: string;
  readonly seatId: string | null;
  readonly personId: string | null;
  readonly name: string;
  readonly mode: AttendanceMode | 'absent' | 'observer' | 'staff';
  readonly via: 'self' | 'recorded' | 'paper';
  readonly arrivedAt: number;
  readonly leftAt: number | null;
}

export interface Register {
  readonly seats: readonly RegisterSeat[];
  /** Everybody who is or was there, said to be absent included; announcements are not among them. */
  readonly entries: readonly RegisterEntry[];
  /** Entered by themselves before the doors were open: they mean to come (REG1). */
  readonly announced: readonly RegisterEntry[];
  readonly proxies: readonly {
    from: string;
    to: string | null;
    choice: ProxyChoice | null;
  }[];
  readonly rule: RuleSet;
  readonly ruleVersion: number;
}

/** The rule set a council goes by now. */
export async function currentRule(
  db: Db | Trx,
  councilId: string,
): Promise<{ id: string; version: number; body: RuleSet }> {
  const row = await db
    .selectFrom('council')
    .innerJoin('rule_set', 'rule_set.id', 'council.rule_set_id')
    .select(['rule_set.id', 'rule_set.version', 'rule_set.body'])
    .where('council.id', '=', councilId)
    .executeTakeFirstOrThrow();
  return { id: row.id, version: row.version, body: rulesIn(row) };
}

/** The register as it stands; `openedAt` stands in for the meeting's own while it is being opened. */
export async function registerOf(
  db: Db | Trx,
  meeting: MeetingRecord,
  openedAt: number | null = meeting.opened_at,
): Promise<Register> {
  const rule = await currentRule(db, meeting.council_id);
  const all = await entriesOf(db, meeting.id);
  const arrived = (entry: RegisterEntry) =>
    entry.mode === 'absent' ||
    hasArrived({ via: entry.via, at: entry.arrivedAt }, { startsAt: meeting.starts_at, openedAt });
  return {
    seats: await seatsOn(db, meeting.council_id, dayOf(openedAt ?? meeting.starts_at)),
    entries: all.filter(arrived),
    announced: all.filter((entry) => !arrived(entry)),
    proxies: await proxiesOf(db, meeting.id),
    rule: rule.body,
    ruleVersion: rule.version,
  };
}

/** Entries of those who are in the room now, at the table or in the public. */
export function stillThere(entries: readonly RegisterEntry[]): RegisterEntry[] {
  return entries.filter((entry) => entry.leftAt === null && entry.mode !== 'absent');
}

/** Seats present now by mode: in person, online or by alternate. */
export function seatsPresent(register: Pick<Register, 'entries'>): Map<string, AttendanceMode> {
  const present = new Map<string, AttendanceMode>();
  for (const { seatId, mode } of stillThere(register.entries))
    if (seatId !== null && isPresence(mode)) present.set(seatId, mode);
  return present;
}

/** Quorum figures of the register as it stands (T6, T12); `eligible` is the weight of all seats. */
export function registerQuorum(register: Register): ReturnType<typeof quorumOf> {
  return quorumOf({
    quorum: register.rule.quorum,
    roll: register.seats.map((seat) => ({
      key: seat.id,
      weight: parseRational(seat.weight) ?? ONE,
      chair: seat.chair,
    })),
    attendance: [...seatsPresent(register)].map(([key, mode]) => ({ key, mode })),
    proxies: register.proxies,
  });
}

export function isPresence(mode: RegisterEntry['mode']): mode is AttendanceMode {
  return (attendanceModes as readonly string[]).includes(mode);
}

async function entriesOf(db: Db | Trx, meetingId: string): Promise<RegisterEntry[]> {
  const rows = await db
    .selectFrom('attendance')
    .leftJoin('person', 'person.id', 'attendance.person_id')
    .select([
      'attendance.id',
      'attendance.seat_id as seatId',
      'attendance.person_id as personId',
      'attendance.name',
      'person.display_name',
      'attendance.mode',
      'attendance.via',
      'attendance.arrived_at as arrivedAt',
      'attendance.left_at as leftAt',
    ])
    .where('attendance.meeting_id', '=', meetingId)
    .orderBy('attendance.arrived_at')
    .orderBy('attendance.id')
    .execute();
  return rows.map(({ display_name, ...row }) => ({ ...row, name: row.name || (display_name ?? '') }));
}

/** Voting seats on a day ('YYYY-MM-DD'), by number. A seat nobody sits on is still a seat (domain §4.1). */
export async function seatsOn(db: Db | Trx, councilId: string, day: string): Promise<RegisterSeat[]> {
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
    .where('seat.from_on', '<=', day)
    .where((eb) => eb.or([eb('seat.to_on', 'is', null), eb('seat.to_on', '>', day)]))
    .orderBy('seat.no')
    .execute();
  const holders = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['mandate.seat_id', 'mandate.person_id', 'person.display_name'])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', '=', 'member')
    .where('mandate.ended_at', 'is', null)
    .execute();
  const chair = await db
    .selectFrom('mandate')
    .select('person_id')
    .where('council_id', '=', councilId)
    .where('role', '=', 'chair')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return seats.map((seat) => {
    const holder = holders.find((row) => row.seat_id === seat.id);
    return {
      id: seat.id,
      no: seat.no,
      label: seat.label,
      organizationId: seat.organization_id,
      organization: seat.organization ?? seat.label,
      weight: seat.weight,
      chair: holder !== undefined && holder.person_id === chair?.person_id,
      holder: holder ? { personId: holder.person_id, name: holder.display_name } : null,
    };
  });
}

function proxiesOf(db: Db | Trx, meetingId: string) {
  return db
    .selectFrom('proxy_grant')
    .select(['from_seat_id as from', 'to_seat_id as to', 'choice'])
    .where('meeting_id', '=', meetingId)
    .where('revoked_at', 'is', null)
    .orderBy('at')
    .execute();
}
