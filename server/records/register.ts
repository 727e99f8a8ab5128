import { dayOf } from '#lib/domain/calendar/jst.ts';
import { quorumOf, type ProxyChoice } from '#lib/domain/deciding/index.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { hasArrived } from '#lib/domain/meeting/arrival.ts';
import { attendanceModes, type AttendanceMode } from '#lib/domain/meeting/attendance.ts';
import { ONE, parseRational } from '#lib/domain/rational.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MandateRow } from '../db/schema.ts';
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
  /** Who sits as a member and who has an office today, the longest first. */
  readonly mandates: readonly RegisterMandate[];
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

/** The rule set of a council with its place in the row of versions. */
export interface CurrentRule {
  readonly id: string;
  readonly version: number;
  readonly body: RuleSet;
}

/** The rule set a council goes by now. */
export async function currentRule(db: Db | Trx, councilId: string): Promise<CurrentRule> {
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
  return registerUnder(db, meeting, await currentRule(db, meeting.council_id), openedAt);
}

/** The register for who has read the rule set already. */
export async function registerUnder(
  db: Db | Trx,
  meeting: MeetingRecord,
  rule: CurrentRule,
  openedAt: number | null = meeting.opened_at,
): Promise<Register> {
  const all = await entriesOf(db, meeting.id);
  const arrived = (entry: RegisterEntry) =>
    entry.mode === 'absent' ||
    hasArrived({ via: entry.via, at: entry.arrivedAt }, { startsAt: meeting.starts_at, openedAt });
  const mandates = await mandatesOf(db, meeting.council_id);
  return {
    seats: await seatsUnder(db, meeting.council_id, dayOf(openedAt ?? meeting.starts_at), mandates),
    entries: all.filter(arrived),
    announced: all.filter((entry) => !arrived(entry)),
    proxies: await proxiesOf(db, meeting.id),
    rule: rule.body,
    ruleVersion: rule.version,
    mandates,
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
  return seatsUnder(db, councilId, day, await mandatesOf(db, councilId));
}

async function seatsUnder(
  db: Db | Trx,
  councilId: string,
  day: string,
  mandates: readonly RegisterMandate[],
): Promise<RegisterSeat[]> {
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
  const chair = mandates.find(({ role }) => role === 'chair')?.personId;
  return seats.map((seat) => {
    const holder = mandates.find(({ role, seatId }) => role === 'member' && seatId === seat.id);
    return {
      id: seat.id,
      no: seat.no,
      label: seat.label,
      organizationId: seat.organization_id,
      organization: seat.organization ?? seat.label,
      weight: seat.weight,
      chair: holder !== undefined && holder.personId === chair,
      holder: holder ? { personId: holder.personId, name: holder.name } : null,
    };
  });
}

async function mandatesOf(db: Db | Trx, councilId: string): Promise<RegisterMandate[]> {
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
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', 'in', ['member', ...officerRoles])
    .where('mandate.ended_at', 'is', null)
    .orderBy('mandate.created_at')
    .orderBy('mandate.id')
    .execute();
  return rows.map(({ organization, label, ...row }) => ({
    ...row,
    organization: organization ?? label ?? '',
  }));
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
