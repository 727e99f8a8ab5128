import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { leftBoardBefore } from '#lib/domain/issues/state.ts';
import { readBoard } from '#lib/doc/board.ts';
import { foundCouncil, type TestCouncil } from '../../tests/fixtures/council.ts';
import { sitDown } from '../../tests/fixtures/deciding.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';

/* Lists of many years show one at a time; what stands beside them counts all. Two fiscal years, 2022 and 2023. */

const day = 86_400_000;
let house: House;
let council: TestCouncil;

const known = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const read = () => house.app.read;
const as = (personId: string | null) => house.actorOf(personId);
const board = async () => readBoard(await house.app.sync.readDoc(`council/${council.slug}/board`));

/** Decides something on `on` and asks 町会連合会 to lead it. */
async function decide(on: string, title: string): Promise<void> {
  const table = await sitDown(house, council, on);
  const { roundId, textHash } = await table.round(title);
  for (const { personId } of council.seats.slice(0, 12))
    await house.must(personId, 'cast-ballot', { roundId, textHash, choice: 'consent' });
  await house.must(council.facilitator, 'close-round', { roundId });
  const { decisionId } = await house.must<{ decisionId: string }>(council.chair, 'declare-decision', {
    roundId,
    title,
    scope: 'district',
  });
  await house.must(council.facilitator, 'divide-roles', {
    decisionId,
    title,
    level: 3,
    comparison: 'いまは町会ごとに違う。費用は年96,400円。',
    tasks: [
      {
        title: `${title}の世話`,
        scope: 'district',
        level: 3,
        assignments: [
          { organizationId: council.organizations['町会連合会'], responsibility: 'lead' },
          { organizationId: council.organizations['福祉総務課'], responsibility: 'support' },
        ],
      },
    ],
  });
  await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
}

const issues: string[] = [];

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  await decide('2022-06-15', '見守り');
  for (const title of ['街灯が暗い', '道が狭い', '集会所の鍵']) {
    const { issueId } = await house.must<{ issueId: string }>(council.secretariat, 'submit-issue', {
      councilId: council.councilId,
      title,
      body: '困っています。',
    });
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'publish' });
    issues.push(issueId);
  }
  const narrow = issues[1];
  await house.must(council.secretariat, 'screen-issue', { issueId: narrow, verdict: 'route', route: 'self' });
  await house.must(council.facilitator, 'move-issue', {
    issueId: narrow,
    from: 'in_progress',
    to: 'resolved',
    route: 'self',
    result: '拡げました。',
  });
  await decide('2023-06-20', '夏まつり');
  await house.must(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2024-05-01T19:00:00+09:00',
    endsAt: '2024-05-01T21:00:00+09:00',
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
});
afterAll(() => house.close());

describe('decisions, roles and meetings', () => {
  test('[CAL10] the register shows its newest year, another where it is asked for', async () => {
    const year = async (asked: number | null, who: string | null = council.chair) =>
      known(await read().decisions.year(as(who), council.slug, asked));
    const newest = await year(null);
    expect(newest.years).toEqual([
      { fiscalYear: 2023, n: 1 },
      { fiscalYear: 2022, n: 1 },
    ]);
    expect([newest.fiscalYear, newest.lines.map(({ title }) => title)]).toEqual([2023, ['夏まつり']]);
    expect((await year(2022)).lines.map(({ title }) => title)).toEqual(['見守り']);
    expect((await year(1999)).fiscalYear).toBe(2023);
    // nothing is sealed yet: the street sees what is openly provisional
    expect(await year(2022, null)).toMatchObject({
      fiscalYear: 2022,
      lines: [{ sealedIn: null, roundId: null }],
    });
  });

  test('the register by pages goes on after any number, and ends', async () => {
    const page = async (after: string | null) =>
      known(await read().decisions.register(as(council.chair), council.slug, { limit: 1, after })).map(
        ({ no }) => no,
      );
    expect(await page(null)).toEqual(['2023-01']);
    expect(await page('2023-01')).toEqual(['2022-01']);
    expect(await page('2022-01')).toEqual([]);
    expect(await page('nonsense')).toEqual([]);
  });

  test('[CAL10] roles show one year, say where an answer is waited for, and find a division of any year', async () => {
    const matrix = async (which: { fiscalYear?: number; divisionId?: string }, who = council.chair) =>
      known(await read().roles.matrix(as(who), council.slug, which));
    const newest = await matrix({});
    expect(newest.years).toEqual([
      { fiscalYear: 2023, n: 1, waiting: 1 },
      { fiscalYear: 2022, n: 1, waiting: 1 },
    ]);
    expect(newest.divisions.map(({ title }) => title)).toEqual(['夏まつり']);
    expect(newest.mine).toHaveLength(1);
    const before = await matrix({ fiscalYear: 2022 });
    expect(before.divisions.map(({ title }) => title)).toEqual(['見守り']);
    const one = await matrix({ divisionId: before.divisions[0]!.id });
    expect(one.divisions.map(({ title }) => title)).toEqual(['見守り']);
    expect((await matrix({}, council.resident)).years.map(({ waiting }) => waiting)).toEqual([0, 0]);
  });

  test('[ROL18] reviews ahead and of the last twelve months stand with the newest year, older ones with their own', async () => {
    const reviews = async (fiscalYear: number) =>
      known(await read().roles.matrix(as(council.chair), council.slug, { fiscalYear })).reviews.map(
        ({ no }) => no,
      );
    // decided on 2022-06-15 and 2023-06-20: to be looked at six months later
    expect(await reviews(2023)).toEqual(['2022-01', '2023-01']);
    expect(await reviews(2022)).toEqual(['2022-01']);
    const now = house.clock.now();
    house.clock.moveTo(Date.parse('2024-01-15T12:00:00+09:00'));
    expect(await reviews(2023)).toEqual(['2023-01']);
    expect(await reviews(2022)).toEqual(['2022-01']);
    house.clock.moveTo(now);
  });

  test('[CAL10] meetings show one year; the next and the last one stand beside it', async () => {
    const year = async (asked: number | null, who: string | null = council.chair) =>
      known(await read().meeting.year(as(who), council.slug, asked));
    const newest = await year(null);
    expect(newest.years.map(({ fiscalYear, n }) => [fiscalYear, n])).toEqual([
      [2024, 1],
      [2023, 1],
      [2022, 1],
    ]);
    const before = await year(2022);
    expect(
      before.meetings.map(({ fiscalYear, decisions, attended }) => [fiscalYear, decisions, attended]),
    ).toEqual([[2022, 1, 14]]);
    expect(before.next?.id).toBe(newest.meetings[0]?.id);
    expect(before.last?.id).toBe(newest.meetings[0]?.id);
    // a draft is nothing to the street
    expect((await year(null, null)).years.map(({ fiscalYear }) => fiscalYear)).toEqual([2023, 2022]);
    expect((await year(null, null)).next).toBeNull();
  });
});

describe('what is asked of a person', () => {
  test('a role asked about for more than a year is one line with all of its kind', async () => {
    const asks = async () =>
      known(await read().council.home(as(council.chair), council.slug)).asks.filter(
        ({ kind }) => kind.endsWith('role') || kind === 'old-roles',
      );
    expect(await asks()).toMatchObject([
      { kind: 'role', task: '夏まつりの世話', fiscalYear: 2023 },
      { kind: 'old-roles', n: 1, fiscalYear: 2022 },
    ]);
  });

  test('the home says the latest three decisions and how many there are', async () => {
    const home = known(await read().council.home(as(council.chair), council.slug));
    expect(home.decisions.map(({ no }) => no)).toEqual(['2023-01', '2022-01']);
    expect(home.decisionCount).toBe(2);
  });
});

describe('the board', () => {
  const open = ['街灯が暗い', '集会所の鍵'];
  const sorted = (cards: readonly { title: string }[]) => cards.map(({ title }) => title).sort();

  test('[BRD2] a resolved card leaves the board and its mirror a year after its last move; open ones stay', async () => {
    const { resolved_at: at } = await house.app.db
      .selectFrom('issue')
      .select('resolved_at')
      .where('id', '=', issues[1]!)
      .executeTakeFirstOrThrow();
    const now = house.clock.now();
    expect(leftBoardBefore(at! + 365 * day)).toBe(at);
    house.clock.moveTo(at! + 365 * day - 60_000);
    expect(sorted(await read().issues.cards(council.councilId))).toEqual([...open, '道が狭い'].sort());
    expect(await read().issues.earlierCounts(council.councilId)).toEqual({ resolved: 0, closed: 0 });
    expect(await read().issues.earlier(council.councilId, null)).toEqual({
      years: [],
      fiscalYear: null,
      issues: [],
    });
    house.clock.moveTo(at! + 365 * day + 60_000);
    expect(sorted(await read().issues.cards(council.councilId))).toEqual([...open].sort());
    expect(await read().issues.earlierCounts(council.councilId)).toEqual({ resolved: 1, closed: 0 });
    const list = await read().issues.earlier(council.councilId, null);
    expect(list.years).toEqual([{ fiscalYear: 2022, n: 1 }]);
    expect(list.issues.map(({ title, state }) => [title, state])).toEqual([['道が狭い', 'resolved']]);
    // the next act on the board takes it out of the live one, too
    await house.must(council.chair, 'support-issue', { issueId: issues[0], kind: 'too' });
    expect(sorted(await board())).toEqual([...open].sort());
    // figures go on counting it
    expect((await read().issues.figures(council.councilId, null)).figures).toMatchObject({
      published: 3,
      resolved: 1,
    });
    house.clock.moveTo(now);
  });

  test('[BRD2] moved again, it is back', async () => {
    const now = house.clock.now();
    house.clock.moveTo(now + 400 * day);
    expect(sorted(await read().issues.cards(council.councilId))).toEqual([...open].sort());
    await house.must(council.facilitator, 'move-issue', {
      issueId: issues[1],
      from: 'resolved',
      to: 'in_progress',
      reason: 'また狭くなりました。',
    });
    expect(sorted(await board())).toEqual([...open, '道が狭い'].sort());
    house.clock.moveTo(now);
  });
});
