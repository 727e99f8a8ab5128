import { afterAll, beforeAll, expect, test } from 'vitest';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import type { Outcome } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { sayRefusal } from '#lib/text/refusals.ts';
import { range } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { foundHomes, openRoundOn, sitDownHouseholds, type Households } from '#tests/fixtures/households.ts';

/* Rounds by household (domain §5.5): what the rule set says is frozen with the roll, asked, counted and told. */

let house: House;
beforeAll(async () => {
  house = await openHouse('2022-05-14');
});
afterAll(() => house.close());

/** The founder alone, then households of three, five and two: seats 1, 2–4, 5–9, 10–11. */
const homes = (slug: string, rule: object) => foundHomes(house, slug, [3, 5, 2], rule);
const rollOf = (roundId: string) =>
  house.app.db
    .selectFrom('round_roll')
    .innerJoin('seat', 'seat.id', 'round_roll.seat_id')
    .select(['seat.no', 'round_roll.weight'])
    .where('round_roll.round_id', '=', roundId)
    .orderBy('seat.no')
    .execute();
const cast = (
  council: Households,
  no: number,
  choice: string,
  round: { roundId: string; textHash: string },
) =>
  house.act(council.seats[no - 1]!.personId, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice,
  });
const close = (council: Households, { roundId }: { roundId: string }) =>
  house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', { roundId });

test('[HHR1] [HHR4] [HHR6] one vote a household: who speaks for it is on the roll, and three of four are a quorum', async () => {
  const council = await homes('one-each', {
    householdRule: 'one_per_household',
    proxyMeaning: 'instructed',
    quorum: { ...rulePresets.majority.quorum, countProxy: true },
  });
  const given: unknown[] = [];
  const { meetingId } = await sitDownHouseholds(house, council, [1, 2, 5], async (meeting) => {
    for (const [from, to] of [
      [11, 1],
      [10, 3],
      [10, 2],
    ] as const)
      given.push(
        await house.act(council.secretariat, 'record-proxy', {
          meetingId: meeting,
          fromSeatId: council.seats[from - 1]!.seatId,
          toSeatId: council.seats[to - 1]!.seatId,
          choice: 'against',
          source: 'paper',
        }),
      );
  });
  expect(given).toMatchObject([
    { refused: 'not-on-roll', field: 'fromSeatId' },
    { refused: 'not-on-roll', field: 'toSeatId' },
    { void: false },
  ]);
  const round = await openRoundOn(house, council, meetingId, '回覧板は班ごとに回す。');
  expect(await rollOf(round.roundId)).toEqual([1, 2, 5, 10].map((no) => ({ no, weight: '1' })));
  const rule = await house.app.db
    .selectFrom('round')
    .select('rule')
    .where('id', '=', round.roundId)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(rule.rule)).toMatchObject({ householdRule: 'one_per_household' });
  for (const no of [1, 2, 5]) expect(await cast(council, no, 'for', round)).toHaveProperty('at');
  expect(await cast(council, 3, 'against', round)).toMatchObject({ refused: 'not-on-roll' });
  const { outcome } = await close(council, round);
  expect(outcome).toMatchObject({
    code: 'PASSED_BY_MAJORITY',
    quorum: { attended: '4', needed: '3', met: true },
    total: { for: '3', against: '1' },
  });
  const page = await house.app.read.rounds.page(house.actorOf(council.chair), round.roundId);
  if (isRefusal(page)) throw new Error(page.refused);
  expect(page.standing.households).toEqual({ households: '4', members: 11, exceeds: false });
  expect(page.attendance).toMatchObject({ present: 3, proxy: 1, absent: 0, seats: 4 });
});

test('[HHR2] parts of households may be too few for a quorum although most people are there', async () => {
  const council = await homes('parts', { householdRule: 'member_fraction' });
  // the household of five, and one of the other two: 1 + 1/2 of 4, more than half of them is asked
  const here = await sitDownHouseholds(house, council, [5, 6, 7, 8, 9, 10], undefined, '2022-07-15').then(
    () => null,
    String,
  );
  expect(here).toContain('no-quorum');
  expect(here).toContain('"attended":"3/2"');
});

test('[AT-5.4] [RUL6] [HHR5] by-laws of an association: by household refused, with the way by person, which is taken', async () => {
  const council = await homes('bylaws', {
    ...rulePresets.association,
    quorum: { ...rulePresets.association.quorum, countWritten: false },
    chairVote: 'votes_no_casting',
    tieRule: 'rejected',
    householdRule: 'one_per_household',
  });
  const { meetingId } = await sitDownHouseholds(house, council, range(1, 11), undefined, '2022-08-15');
  // hands shown about it say nothing against a vote on the same words
  const ordinary = await openRoundOn(house, council, meetingId, '会則第3条を改める。', { mode: 'fist' });
  expect(await rollOf(ordinary.roundId)).toHaveLength(4);
  await close(council, ordinary);
  const { proposalId } = ordinary;
  const open = (more: object) =>
    house.act(council.facilitator, 'open-round', { proposalId, mode: 'majority', ...more });
  // nobody chooses the roll for an ordinary matter
  expect(await open({ householdRule: 'one_per_person' })).toMatchObject({
    refused: 'bad-input',
    field: 'householdRule',
  });
  for (const householdRule of [undefined, 'one_per_household', 'member_fraction']) {
    const refused = await open({ category: 'bylaw', ...(householdRule && { householdRule }) });
    if (!isRefusal(refused)) throw new Error('opened');
    expect(refused).toMatchObject({ refused: 'rules-impossible', field: 'householdRule' });
    expect(sayRefusal(refused, 'ja').message).toContain('一人1票で行ってください。');
  }
  const opened = await house.must<{ roundId: string; textHash: string }>(council.facilitator, 'open-round', {
    proposalId,
    mode: 'majority',
    category: 'bylaw',
    householdRule: 'one_per_person',
  });
  expect(await rollOf(opened.roundId)).toEqual(range(1, 11).map((no) => ({ no, weight: '1' })));
  // eight of eleven are too few for three quarters of all
  for (const no of range(1, 8)) await cast(council, no, 'for', opened);
  const { outcome } = await close(council, opened);
  expect(outcome).toMatchObject({ code: 'REJECTED', base: '11', needed: '9', total: { for: '8' } });
});

test('[HHT5] members come in by household; the same list again enters nobody', async () => {
  const council = await homes('again', { householdRule: 'member_fraction' });
  const seats = await house.app.db
    .selectFrom('seat')
    .select('label')
    .where('council_id', '=', council.councilId)
    .where('kind', '=', 'seat')
    .orderBy('no')
    .execute();
  expect(seats.map(({ label }) => label).slice(1, 5)).toEqual(['1班 2', '1班 2', '1班 2', '1班 3']);
  const list = (name: string) => ({
    councilId: council.councilId,
    members: true,
    households: [{ block: '1班', code: '2', name, kana: '' }],
  });
  expect(await house.act(council.secretariat, 'import-households', list('世帯2の会員1'))).toMatchObject({
    entered: 0,
    skipped: 1,
  });
  expect(await house.act(council.secretariat, 'import-households', list('新しい会員'))).toMatchObject({
    entered: 1,
  });
  const twice = {
    ...list('同じ人'),
    households: [...list('同じ人').households, ...list('同じ人').households],
  };
  expect(await house.act(council.secretariat, 'import-households', twice)).toMatchObject({
    refused: 'bad-input',
    params: { why: 'code-twice' },
  });
});
