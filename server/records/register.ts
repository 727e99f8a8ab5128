import { dayOf } from '#lib/domain/calendar/jst.ts';
import { householdRoll, quorumOf, type HouseholdRule, type ProxyChoice } from '#lib/domain/deciding/index.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { attendanceModes, type AttendanceMode } from '#lib/domain/meeting/attendance.ts';
import { ONE, parseRational } from '#lib/domain/rational.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MeetingRecord } from '../access/meeting.ts';
import { rulesIn } from '../db/decode.ts';
import { truth } from '../db/values.ts';
import { mandatesAround, seatsUnder, type RegisterMandate, type RegisterSeat } from './roll.ts';

/*
 * The register of a meeting: its seats, who is there, proxies, rule set, and the quorum over them. The floor mirror, the
 * opening and the roll of a round read the same register. After the closing its rules are those it was held by (REG13).
 */

export interface RegisterEntry {
  readonly id: string;
  readonly seatId: string | null;
  readonly personId: string | null;
  readonly name: string;
  readonly mode: AttendanceMode | 'absent' | 'observer' | 'staff';
  readonly via: 'self' | 'recorded' | 'paper';
  readonly arrivedAt: number;
  readonly leftAt: number | null;
  /** 職; '' where none was entered. */
  readonly office: string;
  /** Who entered it, where that was somebody else; null: he did so himself. */
  readonly enteredBy: string | null;
}

export interface Register {
  readonly seats: readonly RegisterSeat[];
  /** Everybody who is or was there, said to be absent included; announcements are not among them. */
  readonly entries: readonly RegisterEntry[];
  /** Who was signed in at an open table, by number; they make no quorum (OPT3). */
  readonly comers: readonly RegisterSeat[];
  /** Replies for this day: they mean to come (REG1). */
  readonly announced: readonly RegisterEntry[];
  readonly proxies: readonly {
    from: string;
    to: string | null;
    choice: ProxyChoice | null;
    /** Who entered it from paper; null: the grantor gave it himself. */
    enteredBy: string | null;
  }[];
  readonly rule: RuleSet;
  readonly ruleVersion: number;
  /** ms since 1970 UTC; null before the opening */
  readonly openedAt: number | null;
  /** Who sits as a member and who has an office, the longest first: today, of a past meeting as of its closing. */
  readonly mandates: readonly RegisterMandate[];
}

/** The rule set of a council with its place in the row of versions. */
export interface CurrentRule {
  readonly id: string;
  readonly version: number;
  readonly body: RuleSet;
}

/** The rule set a council goes by on `day` ('YYYY-MM-DD'): the newest of those that hold by then (RUL7). */
export async function currentRule(db: Db | Trx, councilId: string, day: string): Promise<CurrentRule> {
  const row = await db
    .selectFrom('rule_set')
    .select(['id', 'version', 'body'])
    .where('council_id', '=', councilId)
    .where('from_on', '<=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { id: row.id, version: row.version, body: rulesIn(row) };
}

/** The register as it stands; `openedAt` is the instant of the opening while the meeting is being opened. */
export async function registerOf(
  db: Db | Trx,
  meeting: MeetingRecord,
  openedAt: number | null = meeting.opened_at,
): Promise<Register> {
  return registerUnder(db, meeting, await ruleOfMeeting(db, meeting), openedAt);
}

/** The register for who has read the rule set of the meeting already. */
export async function registerUnder(
  db: Db | Trx,
  meeting: MeetingRecord,
  rule: CurrentRule,
  openedAt: number | null = meeting.opened_at,
): Promise<Register> {
  const all = await entriesOf(db, meeting);
  const mandates = await mandatesAround(db, meeting);
  return {
    seats: await seatsUnder(db, meeting, mandates, openedAt),
    entries: all.filter(counts),
    comers: rule.body.roll === 'door' ? await comersOf(db, meeting.id) : [],
    announced: all.filter((entry) => !counts(entry)),
    proxies: await proxiesOf(db, meeting),
    openedAt: meeting.opened_at,
    rule: rule.body,
    ruleVersion: rule.version,
    mandates,
  };
}

/** The rules a meeting was held by; until it has closed, those that hold on its day (RUL7). */
export async function ruleOfMeeting(
  db: Db | Trx,
  meeting: Pick<MeetingRecord, 'council_id' | 'rule_set_id' | 'opened_at' | 'starts_at'>,
): Promise<CurrentRule> {
  if (meeting.rule_set_id === null) return currentRule(db, meeting.council_id, ruleDay(meeting));
  const row = await db
    .selectFrom('rule_set')
    .select(['id', 'version', 'body'])
    .where('id', '=', meeting.rule_set_id)
    .executeTakeFirstOrThrow();
  return { id: row.id, version: row.version, body: rulesIn(row) };
}

/** The day whose rules a meeting is held by, 'YYYY-MM-DD'. */
export function ruleDay(meeting: Pick<MeetingRecord, 'opened_at' | 'starts_at'>): string {
  return dayOf(meeting.opened_at ?? meeting.starts_at);
}

/** Places at the open table of a meeting, by number. */
async function comersOf(db: Db | Trx, meetingId: string): Promise<RegisterSeat[]> {
  const rows = await db
    .selectFrom('comer')
    .innerJoin('seat', 'seat.id', 'comer.seat_id')
    .select(['comer.seat_id as id', 'comer.no', 'seat.label', 'seat.weight'])
    .where('comer.meeting_id', '=', meetingId)
    .orderBy('comer.no')
    .execute();
  return rows.map(({ label, ...row }) => ({
    ...row,
    organizationId: null,
    organization: label,
    chair: false,
    // who it is stands nowhere but beside his number, where it can be erased
    holder: null,
  }));
}

/** The day replies for a meeting are given for, 'YYYY-MM-DD' (REG1). */
export function replyDay(meeting: Pick<MeetingRecord, 'starts_at'>): string {
  return dayOf(meeting.starts_at);
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

/**
 * Quorum figures of the register as it stands (T6, T12), of households where they are what is asked (HHR4); `eligible` is
 * the weight of all that have a vote.
 */
export function registerQuorum(
  register: Register,
  households: HouseholdRule = register.rule.householdRule,
): ReturnType<typeof quorumOf> {
  return quorumOf({
    quorum: register.rule.quorum,
    roll: householdRoll(households, register.seats).map((seat) => ({
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

/** An absence is known beforehand; presence never is. */
function counts(entry: RegisterEntry & { readonly announced: boolean }): boolean {
  return !entry.announced || entry.mode === 'absent';
}

/** The register's entries alone: everybody who is or was there. */
export async function attendedSoFar(
  db: Db | Trx,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at'>,
): Promise<RegisterEntry[]> {
  return (await entriesOf(db, meeting)).filter(counts);
}

/** Entries for the day of the meeting: what was said for a day it was moved from counts nothing (REG1). */
async function entriesOf(
  db: Db | Trx,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at'>,
): Promise<(RegisterEntry & { readonly announced: boolean })[]> {
  const rows = await db
    .selectFrom('attendance')
    .leftJoin('person', 'person.id', 'attendance.person_id')
    .leftJoin('person as recorder', 'recorder.id', 'attendance.recorded_by')
    .select([
      'recorder.display_name as recorder_name',
      'attendance.id',
      'attendance.seat_id as seatId',
      'attendance.person_id as personId',
      'attendance.name',
      'person.display_name',
      'attendance.mode',
      'attendance.via',
      'attendance.arrived_at as arrivedAt',
      'attendance.left_at as leftAt',
      'attendance.office',
      'attendance.announced',
      'attendance.for_day',
    ])
    .where('attendance.meeting_id', '=', meeting.id)
    .orderBy('attendance.arrived_at')
    .orderBy('attendance.id')
    .execute();
  return rows
    .filter(({ for_day }) => isForDay(meeting, for_day))
    .map(({ display_name, recorder_name, for_day: _, announced, ...row }) => ({
      ...row,
      enteredBy: row.via === 'self' ? null : (recorder_name ?? ''),
      announced: truth(announced),
      name: row.name || (display_name ?? ''),
    }));
}

/** Whether an entry or a proxy is for the day the meeting has now; what was entered while it ran has no other day. */
export function isForDay(meeting: Pick<MeetingRecord, 'starts_at'>, day: string | null): boolean {
  return day === null || day === replyDay(meeting);
}

/** Proxies in force for the day of the meeting, in the order they were given. */
async function proxiesOf(db: Db | Trx, meeting: MeetingRecord): Promise<Register['proxies']> {
  const rows = await db
    .selectFrom('proxy_grant')
    .leftJoin('person as recorder', 'recorder.id', 'proxy_grant.recorded_by')
    .select(['from_seat_id as from', 'to_seat_id as to', 'choice', 'for_day', 'source'])
    .select('recorder.display_name as recorder_name')
    .where('meeting_id', '=', meeting.id)
    .where('revoked_at', 'is', null)
    .orderBy('at')
    .execute();
  return rows
    .filter(({ for_day }) => isForDay(meeting, for_day))
    .map(({ from, to, choice, source, recorder_name }) => ({
      from,
      to,
      choice,
      enteredBy: source === 'app' ? null : (recorder_name ?? ''),
    }));
}
