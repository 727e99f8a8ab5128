import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentRights } from '../access/documents.ts';
import { fillSampleCouncil } from '../demo/fill.ts';
import type { RightsMoved } from '../sync/ports.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/*
 * Live documents ask again only the sockets that an act names (sync S21). So every act has to name all it moves: here
 * the rights of people of every kind on every document are compared before and after the acts of a council's life.
 */

/** how often each command is looked at */
const timesEach = 2;

let house: House;
/** what acts have said to have moved, since last looked at */
let said: RightsMoved[] = [];

beforeAll(async () => {
  house = await openHouse();
  const { sync } = house.app;
  const moved = sync.rightsMoved.bind(sync);
  sync.rightsMoved = (what) => {
    said.push(what);
    moved(what);
  };
});
afterAll(() => house.close());

/** One person for each set of roles in the council, and one without any. */
async function peopleOfEveryKind(): Promise<string[]> {
  const rows = await house.app.db
    .selectFrom('person')
    .leftJoin('mandate', (join) =>
      join.onRef('mandate.person_id', '=', 'person.id').on('mandate.ended_at', 'is', null),
    )
    .select(['person.id', 'mandate.role'])
    .orderBy('person.id')
    .execute();
  const roles = new Map<string, string[]>();
  for (const { id, role } of rows) roles.set(id, [...(roles.get(id) ?? []), role ?? '']);
  const kinds = new Map<string, string>();
  for (const [id, held] of roles) kinds.set([...new Set(held)].sort().join(' '), id);
  return [...kinds.values()];
}

async function everyDocument(): Promise<string[]> {
  const { db } = house.app;
  const councils = await db.selectFrom('council').select('slug').execute();
  const meetings = await db.selectFrom('meeting').select('id').execute();
  const closed = await db
    .selectFrom('agenda_item')
    .select(['id', 'meeting_id'])
    .where('visibility', '=', 'closed')
    .execute();
  const issues = await db.selectFrom('issue').select('id').orderBy('id', 'desc').limit(6).execute();
  return [
    ...councils.flatMap(({ slug }) => [`council/${slug}/board`, `council/${slug}/canvas`]),
    ...meetings.flatMap(({ id }) => ['agenda', 'floor', 'minutes'].map((part) => `meeting/${id}/${part}`)),
    ...closed.map(({ id, meeting_id }) => `meeting/${meeting_id}/closed/${id}`),
    ...issues.map(({ id }) => `issue/${id}/body`),
  ];
}

type Picture = Map<string, { readonly answer: string; readonly scopes: readonly string[] }>;

/** Rights by person and document. */
async function picture(people: readonly string[], documents: readonly string[]): Promise<Picture> {
  const rights: Picture = new Map();
  for (const person of people)
    for (const name of documents) {
      const answer = await documentRights(house.app.db, person, name);
      const scopes = 'scopes' in answer ? answer.scopes : [];
      rights.set(`${person} ${name}`, { answer: JSON.stringify({ ...answer, scopes: [] }), scopes });
    }
  return rights;
}

/** Rights that somebody had before and that changed without the act saying so. */
function unsaid(before: Picture, after: Picture): string[] {
  const scopes = new Set(said.flatMap((moved) => [...moved.scopes]));
  const people = new Set(said.flatMap((moved) => [...moved.people]));
  return [...before].flatMap(([key, was]) => {
    const now = after.get(key);
    const person = key.split(' ')[0] ?? '';
    // who was not let in has no socket that could be asked
    if (was.answer.includes('refused') || now?.answer === was.answer) return [];
    return people.has(person) || was.scopes.some((scope) => scopes.has(scope))
      ? []
      : [`${key}: ${was.answer} → ${now?.answer}`];
  });
}

/** Looks at every act that `play` makes, up to `timesEach` of a kind. Answers how often each was looked at. */
async function watching(play: () => Promise<void>): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const { app } = house;
  const act = app.act.bind(app);
  const found: string[] = [];
  Object.assign(app, {
    async act(...args: Parameters<typeof act>) {
      const [name] = args;
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      if (times > timesEach) return act(...args);
      const people = await peopleOfEveryKind();
      const documents = await everyDocument();
      const before = await picture(people, documents);
      said = [];
      const answer = await act(...args);
      for (const fault of unsaid(before, await picture(people, documents))) found.push(`${name}: ${fault}`);
      if (said.length > 0) saidBy.add(name);
      return answer;
    },
  });
  try {
    await play();
  } finally {
    Object.assign(app, { act });
  }
  expect(found).toEqual([]);
  return seen;
}
/** commands that said that rights had moved */
const saidBy = new Set<string>();

describe('whose rights an act moves', () => {
  it('[S21] every act of the sample council names all whose rights it moves, and most name nobody', async () => {
    const seen = await watching(() => fillSampleCouncil(house.app));
    for (const name of ['close-meeting', 'circulate-minutes', 'seal-minutes', 'screen-issue', 'assign-role'])
      expect(seen.has(name) && saidBy.has(name), name).toBe(true);
    for (const name of [
      'cast-ballot',
      'record-attendance',
      'set-current-item',
      'open-round',
      'declare-decision',
      'accept-role',
      'move-issue',
    ]) {
      expect(seen.has(name), name).toBe(true);
      expect(saidBy.has(name), name).toBe(false);
    }
    // all that a council does in a year
  }, 600_000);

  it('[S21] so does every act that takes something away', async () => {
    const { db } = house.app;
    const council = await db.selectFrom('council').selectAll().executeTakeFirstOrThrow();
    const holder = async (role: string) =>
      db
        .selectFrom('mandate')
        .selectAll()
        .where('role', '=', role as 'chair')
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow();
    const secretariat = (await holder('secretariat')).person_id;
    const officer = await holder('officer');
    const member = await db
      .selectFrom('mandate')
      .selectAll()
      .where('role', '=', 'member')
      .where('ended_at', 'is', null)
      .where('person_id', 'not in', [secretariat, (await holder('chair')).person_id])
      .executeTakeFirstOrThrow();
    const coming = { startsAt: '2023-03-20T19:00:00+09:00', endsAt: '2023-03-20T20:30:00+09:00' };
    const place = { place: '公民館', kind: 'live' };
    await watching(async () => {
      const { meetingId } = await house.must<{ meetingId: string }>(secretariat, 'create-meeting', {
        councilId: council.id,
        ...place,
        ...coming,
        visibility: 'open',
      });
      await house.must(secretariat, 'change-meeting', {
        meetingId,
        ...coming,
        ...place,
        visibility: 'closed',
        closedReason: '個人に関することを扱うため',
      });
      await house.must(secretariat, 'cancel-meeting', { meetingId, reason: '会場が使えないため' });
      await house.must(secretariat, 'end-mandate', { mandateId: officer.id });
      await house.must(secretariat, 'end-seat', { seatId: member.seat_id ?? '' });
      await house.must(secretariat, 'correct-name', {
        councilId: council.id,
        personId: member.person_id,
        displayName: '改名 太郎',
      });
    });
    for (const name of ['change-meeting', 'cancel-meeting', 'end-mandate', 'end-seat', 'correct-name'])
      expect(saidBy.has(name), name).toBe(true);
  });

  it('[S21] ending sessions names their person', async () => {
    const { db, sessions } = house.app;
    const person = await db.selectFrom('person').select('id').executeTakeFirstOrThrow();
    const { token } = await sessions.issue(person.id, 'test');
    const session = await sessions.validate(token);
    said = [];
    await sessions.revoke(person.id, session?.sessionId ?? '');
    await sessions.revokeAll(person.id);
    expect(said.map(({ people }) => [...people])).toEqual([[person.id], [person.id]]);
  });
});
