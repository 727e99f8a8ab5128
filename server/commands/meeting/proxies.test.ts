import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '#lib/domain/deciding/index.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { foundHouseholds, openRoundOn, sitDownHouseholds } from '#tests/fixtures/households.ts';

/* Proxies of a meeting, from giving them to what they carry in its rounds. */

let house: House;
let council: TestCouncil;
let table: TestTable;
const seat = (no: number) => council.seats[no - 1]!;
const proxy = (from: number, to: number | null, more: object = {}, by = council.recorder) =>
  house.act<{ proxyId: string; void: boolean }>(by, 'record-proxy', {
    meetingId: table.meetingId,
    fromSeatId: seat(from).seatId,
    ...(to !== null && { toSeatId: seat(to).seatId }),
    source: 'paper',
    ...more,
  });
const present = (no: number, more: object = {}) =>
  house.must(council.recorder, 'record-attendance', {
    meetingId: table.meetingId,
    seatId: seat(no).seatId,
    mode: 'in_person',
    ...more,
  });

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2022-06-01', { seats: range(1, 14) });
});
afterAll(() => house.close());

test('[WAY6] no circle, no more than three in one hand, none that is forged', async () => {
  expect(await proxy(21, 22)).toMatchObject({ void: false });
  expect(await proxy(22, 23)).toMatchObject({ void: false });
  expect(await proxy(23, 21)).toMatchObject({ refused: 'proxy-circle', field: 'toSeatId' });
  expect(await proxy(22, 21)).toMatchObject({ refused: 'proxy-circle' });
  for (const no of [15, 16, 17]) expect(await proxy(no, 1)).toHaveProperty('proxyId');
  expect(await proxy(18, 1)).toMatchObject({ refused: 'proxy-limit', params: { max: 3 } });
  // given again it is the same one
  expect(await proxy(17, 1)).toHaveProperty('proxyId');
  expect(await proxy(17, null, { revoke: true })).toEqual({ revoked: true });
  expect(await proxy(18, 1)).toHaveProperty('proxyId');
  // a member gives his own and nobody else's; a forged one leaves a line
  expect(await proxy(19, 4, { source: 'app' }, seat(4).personId)).toMatchObject({ refused: 'forbidden' });
  expect(await proxy(19, 4, {}, seat(19).personId)).toMatchObject({ refused: 'bad-input', field: 'source' });
  const forged = await house.app.db
    .selectFrom('audit_event')
    .select(['person_id', 'detail'])
    .where('command', '=', 'record-proxy')
    .where('entity', '=', 'refused')
    .execute();
  expect(forged).toEqual([{ person_id: seat(4).personId, detail: '{"refused":"forbidden"}' }]);
});

test('[WAY12] a member gives his own with an instruction, sees what stands, changes it and takes it back; others have none', async () => {
  const own = async (no: number) =>
    house.app.read.meeting.ownProxy(house.actorOf(seat(no).personId), table.meetingId);
  const before = await own(20);
  expect(before).toMatchObject({ seat: { no: 20 }, given: null, present: false, limit: 3 });
  if ('refused' in before) throw new Error(before.refused);
  // his own seat is not offered, nobody is chosen beforehand
  expect(before.holders.map(({ no }) => no)).toEqual(range(1, 25).filter((no) => no !== 20));
  const app = { source: 'app', choice: 'against' };
  expect(await proxy(20, 2, app, seat(20).personId)).toMatchObject({ void: false });
  expect(await own(20)).toMatchObject({ given: { to: { no: 2 }, choice: 'against', enteredBy: null } });
  expect(await proxy(20, null, { source: 'app' }, seat(20).personId)).toMatchObject({ void: false });
  expect(await own(20)).toMatchObject({ given: { to: null, choice: null } });
  expect(await proxy(20, null, { source: 'app', revoke: true }, seat(20).personId)).toEqual({
    revoked: true,
  });
  expect(await own(20)).toMatchObject({ given: null });
  expect(await own(4)).toMatchObject({ present: true });
  for (const person of [council.officer, council.resident, council.secretariat])
    expect(await house.app.read.meeting.ownProxy(house.actorOf(person), table.meetingId)).toMatchObject({
      refused: 'not-on-seat',
    });
  expect(await house.app.read.meeting.ownProxy(house.actorOf(null), table.meetingId)).toMatchObject({
    refused: 'not-found',
  });
});

test('[T5a] a holder who is not there carries none, who comes himself takes his back, both counts stand side by side', async () => {
  // 21 → 22 → 23: none of them is there. 15, 16, 18 → 1: there.
  const round = await table.round('委任の数え方。', { mode: 'majority' });
  house.clock.moveTo(house.clock.now() + 60_000);
  await present(16);
  for (const no of range(2, 14))
    await house.must(no === 13 ? council.alternate : seat(no).personId, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice: no <= 8 ? 'for' : 'against',
    });
  await house.must(seat(16).personId, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice: 'against',
  });
  const { outcome } = await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
    roundId: round.roundId,
  });
  // 15 in the room (1 to 14 and 16), 15 and 18 by proxy
  expect(outcome.quorum).toMatchObject({ attended: '17' });
  expect(outcome.total).toMatchObject({ for: '7', against: '7' });
  const view = await house.app.read.rounds.page(house.actorOf(council.chair), round.roundId);
  if ('refused' in view) throw new Error(view.refused);
  expect(view.channels).toMatchObject({ live: 14, proxies: 2, holders: [{ name: '委員1', n: 2 }] });
  expect(view.explanation?.rule.proxies).toMatchObject({ given: 5, void: 3, quorumOnly: 2 });
});

test('[AT-6.3] 90 households: the room says no, 32 proxies say yes; both counts and the flag stand in the result', async () => {
  const other = await openHouse('2022-05-14');
  try {
    const big = await foundHouseholds(other, 90, { proxyMeaning: 'holder_decides', proxyLimit: null });
    const { meetingId, seats, personOf } = await sitDownHouseholds(
      other,
      big,
      range(1, 49),
      async (meeting) => {
        for (const no of range(50, 81))
          await other.must(big.secretariat, 'record-proxy', {
            meetingId: meeting,
            fromSeatId: big.seats[no - 1]!.seatId,
            toSeatId: big.seats[0]!.seatId,
            source: 'paper',
          });
      },
    );
    const round = await openRoundOn(other, big, meetingId, '集会所の建替えを進める。');
    const cast = (nos: readonly number[], choice: string) =>
      other.must<{ entered: number }>(big.secretariat, 'record-hands', {
        roundId: round.roundId,
        textHash: round.textHash,
        choice,
        seats: nos.map((no) => seats[no - 1]!.seatId),
      });
    await cast(range(1, 18), 'for');
    await cast([19], 'against');
    await cast(range(20, 49), 'abstain');
    const { outcome } = await other.must<{ outcome: Outcome }>(big.facilitator, 'close-round', {
      roundId: round.roundId,
    });
    expect(outcome).toMatchObject({
      code: 'PASSED_BY_MAJORITY',
      base: '81',
      needed: '41',
      total: { for: '50', against: '1', abstain: '30' },
      inRoom: { code: 'REJECTED', for: '18', against: '1', abstain: '30' },
      flags: ['REMOTE_CHANGED_RESULT'],
    });
    expect(personOf(1)).toBe(big.chair);
    const view = await other.app.read.rounds.page(other.actorOf(big.chair), round.roundId);
    if ('refused' in view) throw new Error(view.refused);
    expect(view.channels).toMatchObject({ live: 49, proxies: 32, holders: [{ n: 32 }] });
  } finally {
    await other.close();
  }
});
