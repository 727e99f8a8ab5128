import { sql } from 'kysely';
import { addItem, textOf } from '#lib/doc/agenda.ts';
import { newId } from '#server/db/ids.ts';
import { foundCouncil, type TestCouncil } from '../../tests/fixtures/council.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';

/** A council whose meeting is in session: everybody is there, proposals are written, none is frozen. */
export interface Table {
  readonly slug: string;
  readonly meetingId: string;
  /** Agenda items to decide, in order; how long their proposals are says `lengths`. */
  readonly items: readonly string[];
  /** Seats 1…25 with the cookie of who sits there; 1 is chair, 2 facilitator, 3 recorder. */
  readonly seats: readonly { readonly seatId: string; readonly cookie: string }[];
  /** Issues in progress: cards a hand may move. */
  readonly issues: readonly string[];
}

export interface City {
  /** The data folder, closed. */
  readonly folder: string;
  readonly tables: readonly Table[];
  dispose(): Promise<void>;
}

const hour = 3_600_000;
const sentence = '一人暮らしの高齢者への声かけ訪問は、民生委員が週に一度、町会が月に二度おこないます。';

/** A proposal of so many characters. */
export function proposalOf(length: number): string {
  return sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);
}

/**
 * Makes a city by the product's own commands: `councils` of 25 seats, all in session now. `lengths`: characters of
 * the proposals on the agenda of council `n`.
 */
export async function buildCity(councils: number, lengths: (n: number) => readonly number[]): Promise<City> {
  const house = await openHouse(new Date(Date.now() + 9 * hour).toISOString().slice(0, 10));
  house.clock.moveTo(Date.now());
  // nobody relies on this folder before it is closed
  await sql`pragma synchronous = off`.execute(house.app.db);
  const tables: Table[] = [];
  for (let n = 0; n < councils; n++) tables.push(await sitDown(house, n, lengths(n)));
  await house.app.close();
  return { folder: house.dataDir, tables, dispose: () => house.close() };
}

async function sitDown(house: House, n: number, lengths: readonly number[]): Promise<Table> {
  const council = await foundCouncil(house, `town-${n + 1}`);
  const startsAt = Math.floor(Date.now() / hour) * hour;
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 2 * hour).toISOString(),
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
  const items = lengths.map(() => newId());
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'bench', (doc) => {
    for (const [at, id] of items.entries()) {
      addItem(doc, { id, type: 'decision', title: `議案${at + 1}`, minutes: 10 });
      textOf(doc, id, 'proposal')?.insert(0, proposalOf(lengths[at] ?? 0));
    }
  });
  await house.must(council.facilitator, 'call-meeting', { meetingId, urgentReason: '試しの会議です' });
  for (const { seatId } of council.seats)
    await house.must(council.recorder, 'record-attendance', { meetingId, seatId, mode: 'in_person' });
  await house.must(council.facilitator, 'open-meeting', { meetingId, presidingPersonId: council.chair });
  const issues = await issuesInProgress(house, council);
  const seats = [];
  for (const { seatId, personId } of council.seats)
    seats.push({ seatId, cookie: `yoriai=${(await house.app.sessions.issue(personId, 'bench')).token}` });
  return { slug: council.slug, meetingId, items, seats, issues };
}

/** Forty published issues straight into the records, every fourth in progress: their steps are not what is measured. */
async function issuesInProgress(house: House, council: TestCouncil): Promise<string[]> {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    id: newId(),
    council_id: council.councilId,
    no: i + 1,
    title: `通学路の街路灯が暗い（${i + 1}）`,
    body: 'どのような様子か、だれが困っているかを、短く書いた文章です。',
    submitted_via: 'form' as const,
    route: 'self' as const,
    state: i % 4 === 0 ? ('in_progress' as const) : ('published' as const),
    submitted_at: Date.now() - i * hour,
    published_at: Date.now() - i * hour,
    moved_at: Date.now() - i * hour,
  }));
  await house.app.db.insertInto('issue').values(rows).execute();
  return rows.filter(({ state }) => state === 'in_progress').map(({ id }) => id);
}
