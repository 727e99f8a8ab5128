import { attendanceCounts, seatStandings } from '#lib/domain/meeting/attendance.ts';
import type { Floor, FloorSeat } from '#lib/doc/floor.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import {
  registerOf,
  registerQuorum,
  seatsPresent,
  stillThere,
  type Register,
  type RegisterEntry,
} from '../records/register.ts';
import type { Db } from '../db/open.ts';
import { floorProposals, floorRounds } from './floor-rounds.ts';

/*
 * The whole `floor` mirror of a meeting from its records. It holds what its least privileged reader, a
 * resident who follows, may see: closed items have neither title nor text here, open rounds no choices.
 */

/** The floor as it stands. Throws where there is no such meeting: effects name meetings that exist. */
export async function floorOf(db: Db, meetingId: string): Promise<Floor> {
  const meeting = await db
    .selectFrom('meeting')
    .selectAll()
    .where('id', '=', meetingId)
    .executeTakeFirstOrThrow();
  const register = await registerOf(db, meeting);
  const items = await itemsOf(db, meetingId);
  const closed = new Set(items.filter((item) => item.visibility === 'closed').map((item) => item.id));
  const { attended, needed, met } = registerQuorum(register);
  const standing = standingOf(register);
  return {
    meeting: {
      state: meeting.state,
      startsAt: meeting.starts_at,
      endsAt: meeting.ends_at,
      openedAt: meeting.opened_at,
      closedAt: meeting.closed_at,
      currentItemId: meeting.current_item_id,
      currentSince: meeting.current_since,
      presiding: await nameOf(db, meeting.presiding_person_id),
    },
    items: Object.fromEntries(items.map((item) => [item.id, floorItem(item)])),
    attendance: {
      inPerson: standing.present,
      online: standing.online,
      alternate: standing.alternate,
      proxy: standing.proxy,
      written: standing.written,
      absent: standing.absent,
      observers: standing.observers,
      present: standing.present + standing.online + standing.alternate,
      eligible: standing.seats,
    },
    quorum: { attended, needed, met },
    seats: floorSeats(register),
    officers: await officersOf(db, meeting.council_id),
    proposals: await floorProposals(db, meetingId, closed),
    rounds: await floorRounds(db, meeting, register, closed),
    materials: await openMaterials(db, meetingId, closed),
    suggestions: await openSuggestions(db, meetingId, closed),
  };
}

type FloorItem = Floor['items'][string];
type ItemRow = Awaited<ReturnType<typeof itemsOf>>[number];

function itemsOf(db: Db, meetingId: string) {
  return db
    .selectFrom('agenda_item')
    .leftJoin('decision', 'decision.item_id', 'agenda_item.id')
    .select([
      'agenda_item.id',
      'agenda_item.position',
      'agenda_item.type',
      'agenda_item.title',
      'agenda_item.minutes_planned',
      'agenda_item.visibility',
      'agenda_item.state',
      'agenda_item.started_at',
      'agenda_item.spent_ms',
      'decision.fiscal_year',
      'decision.seq',
    ])
    .where('agenda_item.meeting_id', '=', meetingId)
    .orderBy('agenda_item.position')
    .orderBy('agenda_item.id')
    .orderBy('decision.seq')
    .execute();
}

function floorItem(item: ItemRow): FloorItem {
  return {
    position: item.position,
    type: item.type,
    title: item.visibility === 'closed' ? '' : item.title,
    minutes: item.minutes_planned,
    state: item.state,
    startedAt: item.started_at,
    spentMs: item.spent_ms,
    decisionNo:
      item.fiscal_year === null || item.seq === null ? null : decisionNumber(item.fiscal_year, item.seq),
  };
}

function standingOf(register: Register) {
  return attendanceCounts(
    register.seats.map((seat) => seat.id),
    stillThere(register.entries).map((entry) => ({ seat: entry.seatId, mode: entry.mode })),
    register.proxies,
  );
}

/** Every seat with who is on it; an announcement is not attendance yet and stands beside it. */
function floorSeats(register: Register): FloorSeat[] {
  const there = stillThere(register.entries);
  const standings = seatStandings(
    register.seats.map((seat) => seat.id),
    there.map((entry) => ({ seat: entry.seatId, mode: entry.mode })),
    register.proxies,
  );
  const present = seatsPresent(register);
  const last = (entries: readonly RegisterEntry[], seatId: string) =>
    entries.findLast((entry) => entry.seatId === seatId && entry.leftAt === null);
  return register.seats.map((seat) => {
    const entry = last(register.entries, seat.id);
    const announced = last(register.announced, seat.id)?.mode;
    const mode = present.get(seat.id) ?? (standings.get(seat.id) === 'proxy' ? 'proxy' : undefined);
    return {
      seatId: seat.id,
      no: seat.no,
      label: seat.organization,
      name: mode === 'alternate' ? (entry?.name ?? '') : (seat.holder?.name ?? ''),
      mode: mode ?? (entry?.mode === 'absent' ? 'absent' : 'unknown'),
      announced:
        announced === 'in_person' || announced === 'online' || announced === 'alternate' ? announced : null,
    };
  });
}

const officerRoles = ['chair', 'vice_chair', 'facilitator', 'recorder', 'secretariat', 'translator'] as const;

/** Who has which task today, in this order. */
async function officersOf(db: Db, councilId: string): Promise<Floor['officers']> {
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
      'mandate.person_id',
      'person.display_name as name',
      'organization.name as organization',
      'seat.label',
    ])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', 'in', [...officerRoles])
    .where('mandate.ended_at', 'is', null)
    .orderBy('mandate.created_at')
    .orderBy('mandate.id')
    .execute();
  const seats = await seatLabels(db, councilId);
  return officerRoles.flatMap((role) =>
    rows
      .filter((row) => row.role === role)
      .map((row) => ({
        role,
        name: row.name,
        organization: row.organization ?? row.label ?? seats.get(row.person_id) ?? '',
      })),
  );
}

/** Organisation or seat label of everybody who sits as a member: an officer often holds his task without the seat. */
async function seatLabels(db: Db, councilId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization', 'organization.id', 'seat.organization_id')
    .select(['mandate.person_id', 'seat.label', 'organization.name'])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', '=', 'member')
    .where('mandate.ended_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.name ?? row.label]));
}

async function nameOf(db: Db, personId: string | null): Promise<string> {
  if (personId === null) return '';
  const person = await db
    .selectFrom('person')
    .select('display_name')
    .where('id', '=', personId)
    .executeTakeFirst();
  return person?.display_name ?? '';
}

async function openMaterials(
  db: Db,
  meetingId: string,
  closed: ReadonlySet<string>,
): Promise<Floor['materials']> {
  const rows = await db
    .selectFrom('material')
    .select(['id', 'no', 'title', 'item_id as itemId'])
    .where('meeting_id', '=', meetingId)
    .where('visibility', '=', 'open')
    .where('withdrawn_at', 'is', null)
    .orderBy('no')
    .execute();
  return rows.filter((row) => row.itemId === null || !closed.has(row.itemId));
}

async function openSuggestions(
  db: Db,
  meetingId: string,
  closed: ReadonlySet<string>,
): Promise<Floor['suggestions']> {
  const rows = await db
    .selectFrom('suggestion')
    .innerJoin('person', 'person.id', 'suggestion.person_id')
    .select([
      'suggestion.id',
      'suggestion.item_id as itemId',
      'suggestion.field',
      'suggestion.text',
      'person.display_name as name',
      'suggestion.at',
    ])
    .where('suggestion.meeting_id', '=', meetingId)
    .where('suggestion.state', '=', 'open')
    .orderBy('suggestion.at')
    .orderBy('suggestion.id')
    .execute();
  return rows.filter((row) => row.itemId === null || !closed.has(row.itemId));
}
