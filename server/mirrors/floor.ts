import { householdFigures, householdRoll } from '#lib/domain/deciding/index.ts';
import { attendanceCounts, seatStandings } from '#lib/domain/meeting/attendance.ts';
import type { MeetingRecord } from '../access/meeting.ts';
import {
  floorFrom,
  floorShape,
  type Floor,
  type FloorComer,
  type FloorMirror,
  type FloorSeat,
} from '#lib/doc/floor.ts';
import { officerRoles } from '../records/roll.ts';
import {
  isPresence,
  registerQuorum,
  registerUnder,
  ruleDay,
  seatsPresent,
  stillThere,
  type CurrentRule,
  type Register,
  type RegisterEntry,
} from '../records/register.ts';
import { removalsOf } from '../records/removals.ts';
import { rulesIn } from '../db/decode.ts';
import type { Db } from '../db/open.ts';
import { floorDivisions } from './floor-divisions.ts';
import { floorAgenda } from './floor-rounds.ts';

/*
 * The whole `floor` mirror of a meeting from its records. It holds what its least privileged reader, a
 * resident who follows, may see: closed items have neither title nor text here, open rounds no choices. It is drawn
 * after every act in the meeting, so it costs some ten statements, however long the agenda and the council.
 */

/** The floor as it stands, as pages read it. Throws where there is no such meeting. */
export async function floorOf(db: Db, meetingId: string): Promise<Floor> {
  return floorFrom(await floorMirror(db, meetingId));
}

/** The keys of the floor as it stands. Throws where there is no such meeting: effects name meetings that exist. */
export async function floorMirror(db: Db, meetingId: string): Promise<FloorMirror> {
  const { meeting, rule } = await meetingUnderRule(db, meetingId);
  const register = await registerUnder(db, meeting, rule);
  const { keys, closedItems } = await floorAgenda(db, meetingId, register);
  const { attended, needed, met } = registerQuorum(register);
  const standing = standingOf(register);
  return {
    shape: floorShape,
    meeting: {
      state: meeting.state,
      startsAt: meeting.starts_at,
      endsAt: meeting.ends_at,
      openedAt: meeting.opened_at,
      closedAt: meeting.closed_at,
      currentItemId: meeting.current_item_id,
      currentSince: meeting.current_since,
      presiding: presidingOf(register, meeting.presiding_person_id),
    },
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
    quorum: { attended, needed, met, ...householdsIn(register) },
    forecast: meeting.opened_at === null ? forecastOf(register) : null,
    staff: staffOf(register),
    officers: officersOf(register),
    // nothing is divided where nothing was decided
    divisions: hasDecided(keys) ? await floorDivisions(db, meetingId, closedItems) : [],
    materials: await openMaterials(db, meetingId, closedItems),
    removals: await removalsOf(db, meetingId),
    suggestions: await openSuggestions(db, meetingId, closedItems),
    ...Object.fromEntries(
      floorSeats(register).map(({ seatId, ...seat }) => [`seat:${seatId}` as const, seat]),
    ),
    ...Object.fromEntries(
      floorComers(register).map(({ seatId, ...comer }) => [`comer:${seatId}` as const, comer]),
    ),
    ...keys,
  };
}

/** So many versions that hold only later are passed over; a council adopts a few in a year. */
const mostVersions = 50;

/** A meeting with the rule set it is held by: of a past one the one it was held by, else that of its day (REG13, RUL7). */
async function meetingUnderRule(
  db: Db,
  meetingId: string,
): Promise<{ meeting: MeetingRecord; rule: CurrentRule }> {
  const versions = await db
    .selectFrom('meeting')
    .innerJoin('rule_set', 'rule_set.council_id', 'meeting.council_id')
    .selectAll('meeting')
    .select(['rule_set.id as rule_id', 'rule_set.version as rule_version', 'rule_set.body as rule_body'])
    .select('rule_set.from_on')
    .where('meeting.id', '=', meetingId)
    .where((eb) =>
      eb.or([eb('meeting.rule_set_id', 'is', null), eb('meeting.rule_set_id', '=', eb.ref('rule_set.id'))]),
    )
    .orderBy('rule_set.version', 'desc')
    .limit(mostVersions)
    .execute();
  const [first] = versions;
  if (!first) throw new Error(`no meeting ${meetingId}`);
  const held = first.rule_set_id === null ? versions.find(({ from_on }) => from_on <= ruleDay(first)) : first;
  const { rule_id, rule_version, rule_body, from_on: _, ...meeting } = held ?? first;
  return { meeting, rule: { id: rule_id, version: rule_version, body: rulesIn({ body: rule_body }) } };
}

function hasDecided(keys: object): boolean {
  return Object.values(keys).some((value: { decisionNo?: string | null }) => Boolean(value.decisionNo));
}

/** Who presides: by the seat of his own, else the one he sits on as an alternate. */
function presidingOf(register: Register, person: string | null): Floor['meeting']['presiding'] {
  if (person === null) return null;
  const own = register.seats.find((seat) => seat.holder?.personId === person)?.id;
  const taken = register.entries.findLast((entry) => entry.personId === person);
  const name = register.mandates.find(({ personId }) => personId === person)?.name ?? taken?.name ?? '';
  const there = stillThere(register.entries).find((entry) => entry.personId === person)?.seatId;
  return { person, name, seatId: own ?? there ?? null };
}

function standingOf(register: Register) {
  return attendanceCounts(
    householdRoll(register.rule.householdRule, register.seats).map((seat) => seat.id),
    stillThere(register.entries).map((entry) => ({ seat: entry.seatId, mode: entry.mode })),
    register.proxies,
  );
}

/** How many households are asked, where the rules count households (HHR4). */
function householdsIn({ rule, seats }: Register): Pick<Floor['quorum'], 'households'> {
  const households = householdFigures(rule.householdRule, rule.quorum.op, seats);
  return households ? { households } : {};
}

/** The quorum if all come who have said so (REG1). */
function forecastOf(register: Register): Floor['quorum'] {
  const said = [...register.entries, ...register.announced.filter(({ mode }) => isPresence(mode))];
  const { attended, needed, met } = registerQuorum({ ...register, entries: said });
  return { attended, needed, met };
}

/** Staff entered by name, or people of the council as staff; the latest stay of each. */
function staffOf(register: Register): Floor['staff'] {
  const rows = register.entries.filter(({ mode, name }) => mode === 'staff' && name !== '');
  const latest = new Map(rows.map((row) => [row.personId ?? `${row.name}\n${row.office}`, row]));
  return [...latest.values()].map(({ id, name, office, leftAt }) => ({ id, name, office, leftAt }));
}

/** Who was signed in at an open table, by number alone. */
function floorComers(register: Register): FloorComer[] {
  const there = seatsPresent(register);
  return register.comers.map(({ id, no, organization }) => ({
    seatId: id,
    no,
    label: organization,
    there: there.has(id),
  }));
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
    const gone = entry
      ? undefined
      : register.entries.findLast((row) => row.seatId === seat.id && isPresence(row.mode));
    const mode = present.get(seat.id) ?? (standings.get(seat.id) === 'proxy' ? 'proxy' : undefined);
    return {
      seatId: seat.id,
      no: seat.no,
      label: seat.organization,
      name: mode === 'alternate' ? (entry?.name ?? '') : (seat.holder?.name ?? ''),
      mode: mode ?? (entry?.mode === 'absent' ? 'absent' : 'unknown'),
      announced:
        announced === 'in_person' || announced === 'online' || announced === 'alternate' ? announced : null,
      enteredBy: register.openedAt === null ? typedBy(register, seat.id) : null,
      leftAt: gone?.leftAt ?? null,
    };
  });
}

/** Who typed what is said of a seat, the newest first; null where the person said it, or nobody anything. */
function typedBy({ entries, announced, proxies }: Register, seatId: string): string | null {
  const reply = [...entries, ...announced].findLast((entry) => entry.seatId === seatId);
  const proxy = proxies.findLast(({ from }) => from === seatId);
  return (reply ?? proxy)?.enteredBy ?? null;
}

/** Who has which task; of a past meeting, who had it at the closing. An officer often holds his task without the seat he sits on. */
function officersOf({ mandates }: Register): Floor['officers'] {
  const seated = new Map(
    mandates
      .filter(({ role, seatId }) => role === 'member' && seatId !== null)
      .map(({ personId, organization }) => [personId, organization]),
  );
  return officerRoles.flatMap((role) =>
    mandates
      .filter((mandate) => mandate.role === role)
      .map(({ name, organization, personId }) => ({
        role,
        name,
        organization: organization || (seated.get(personId) ?? ''),
      })),
  );
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
