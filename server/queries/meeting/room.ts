import type { AgendaItem } from '#lib/doc/agenda.ts';
import type { Floor } from '#lib/doc/floor.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { rules, type Action } from '#lib/domain/policy/actions.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { readMeeting, type ReadMeeting } from '../../access/meeting.ts';
import { ruleOfMeeting } from '../../records/register.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { byText } from '../../db/values.ts';
import { floorOf } from '../../mirrors/floor.ts';
import { viewOf, type MeetingView } from './meeting.ts';
import type { WordsReader } from '../words-reader.ts';

/*
 * The live room for its first paint: the meeting, the agenda as it is being written, the floor, and what the
 * one who asks is in it. From then on the page lives on the agenda document and the floor mirror.
 */

/** The seat somebody acts for in this meeting. */
export interface RoomSeat {
  readonly seatId: string;
  readonly no: number;
  readonly label: string;
  /** Its member, today's alternate on it, or somebody at the open table. */
  readonly as: 'member' | 'alternate' | 'comer';
}

export interface RoomMe {
  readonly personId: string;
  /** Himself as the policy knows him, for rights that move with the meeting. */
  readonly subject: Subject;
  readonly roles: readonly string[];
  readonly seats: readonly RoomSeat[];
  /** Seats he is named alternate for, whether he sits there today or not. */
  readonly alternateFor: readonly { readonly seatId: string; readonly no: number; readonly label: string }[];
  readonly organizationIds: readonly string[];
  /** His own entry in the register, also as observer. */
  readonly attendance: { readonly mode: string; readonly via: string } | null;
}

export interface RoomView {
  /** ms since 1970 UTC, by the server's clock: clocks on screens count from here. */
  readonly now: number;
  readonly meeting: MeetingView;
  readonly floor: Floor;
  /** The agenda's words for the first paint; null when the document can't be read just now. */
  readonly agenda: readonly AgendaItem[] | null;
  readonly rule: { readonly version: number; readonly set: RuleSet };
  readonly me: RoomMe;
  /** Rights in this meeting that need no further facts. */
  readonly may: Readonly<Record<Action, boolean>>;
  /** People with an office and without a seat: they may lead the meeting, so their being there is recorded. */
  readonly officials: readonly {
    readonly personId: string;
    readonly name: string;
    readonly present: boolean;
  }[];
  /** Parties of the role canvas and of role divisions. */
  readonly organizations: readonly {
    readonly id: string;
    readonly name: string;
    readonly party: 'community' | 'administration' | 'partner';
  }[];
}

/** The room for somebody who may follow; the street and strangers get `session-required` or `not-found`. */
export async function roomView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
): Promise<RoomView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'meeting.follow');
  if (isRefusal(read)) return read;
  const agenda = await words.agenda(meetingId);
  const rule = await ruleOfMeeting(db, read.meeting);
  return {
    now,
    meeting: await viewOf(db, read, agenda),
    floor: await floorOf(db, meetingId),
    agenda: agenda && (read.seesClosed ? agenda : agenda.map(withoutClosed)),
    rule: { version: rule.version, set: rule.body },
    me: await meIn(db, read),
    may: rightsOf(read),
    officials: await officialsOf(db, read),
    organizations: await db
      .selectFrom('organization')
      .select(['id', 'name', 'party'])
      .where('council_id', '=', read.council.id)
      .orderBy('created_at')
      .orderBy('name', byText)
      .execute(),
  };
}

function withoutClosed(item: AgendaItem): AgendaItem {
  return item.visibility === 'open' ? item : { ...item, title: '', presenter: '', proposal: '', tasks: [] };
}

async function officialsOf(db: Db, { meeting, subject }: ReadMeeting): Promise<RoomView['officials']> {
  if (!may(subject, 'attendance.record')) return [];
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['person.id as personId', 'person.display_name as name'])
    .where('mandate.council_id', '=', meeting.council_id)
    .where('mandate.role', 'in', ['chair', 'vice_chair', 'facilitator', 'recorder'])
    .where('mandate.ended_at', 'is', null)
    .where('mandate.person_id', 'not in', (eb) =>
      eb
        .selectFrom('mandate as seated')
        .select('seated.person_id')
        .where('seated.council_id', '=', meeting.council_id)
        .where('seated.role', '=', 'member')
        .where('seated.ended_at', 'is', null),
    )
    .groupBy('person.id')
    .execute();
  const entries = await db
    .selectFrom('attendance')
    .select('person_id')
    .where('meeting_id', '=', meeting.id)
    .where('mode', 'in', ['in_person', 'online'])
    .where('left_at', 'is', null)
    .execute();
  const there = new Set(entries.map(({ person_id }) => person_id));
  return rows.map((row) => ({ ...row, present: there.has(row.personId) }));
}

function rightsOf({ subject, meeting }: ReadMeeting): Record<Action, boolean> {
  const actions = Object.keys(rules) as Action[];
  const facts = { visibility: meeting.visibility };
  return Object.fromEntries(actions.map((action) => [action, may(subject, action, facts)])) as Record<
    Action,
    boolean
  >;
}

async function meIn(db: Db, { subject, meeting }: ReadMeeting): Promise<RoomMe> {
  const personId = subject.personId ?? '';
  const seats = await db
    .selectFrom('seat')
    .leftJoin('organization', 'organization.id', 'seat.organization_id')
    .select(['seat.id as seatId', 'seat.no', 'seat.label', 'organization.name', 'seat.kind'])
    .where('seat.council_id', '=', meeting.council_id)
    // of places at open tables only his own of this evening
    .where((eb) => eb.or([eb('seat.kind', '=', 'seat'), eb('seat.id', 'in', [...subject.seatIds])]))
    .orderBy('seat.no')
    .execute();
  const comers = new Set(seats.flatMap(({ seatId, kind }) => (kind === 'comer' ? [seatId] : [])));
  const named = seats.map(({ name, label, seatId, no }) => ({ seatId, no, label: name ?? label }));
  const mandates = await db
    .selectFrom('mandate')
    .select(['seat_id', 'role'])
    .where('council_id', '=', meeting.council_id)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
  const holds = (role: string) =>
    new Set(mandates.filter((mandate) => mandate.role === role).map((mandate) => mandate.seat_id));
  const own = holds('member');
  const alternate = holds('alternate');
  const entry = await db
    .selectFrom('attendance')
    .select(['mode', 'via'])
    .where('meeting_id', '=', meeting.id)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .orderBy('arrived_at', 'desc')
    .executeTakeFirst();
  return {
    personId,
    subject,
    roles: [...new Set(subject.roles)],
    seats: named
      .filter((seat) => subject.seatIds.includes(seat.seatId))
      .map((seat) => ({
        ...seat,
        as: comers.has(seat.seatId)
          ? ('comer' as const)
          : own.has(seat.seatId)
            ? ('member' as const)
            : ('alternate' as const),
      })),
    alternateFor: named.filter((seat) => alternate.has(seat.seatId)),
    organizationIds: subject.organizationIds,
    attendance: entry ?? null,
  };
}
