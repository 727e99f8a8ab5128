import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcomeOf, type Outcome } from '#lib/domain/deciding/index.ts';
import { range } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import {
  foundHouseholds,
  openRoundOn,
  sitDownHouseholds,
  type Households,
} from '#tests/fixtures/households.ts';

/*
 * The general meeting of an association of 750 households (AT-5): 90 in the room, 287 by their phones, 131 on paper, 64 by
 * proxy, 19 of them twice. Every ballot goes through the commands of its channel.
 */

let house: House;
let council: Households;
let meetingId: string;
let round: { roundId: string; textHash: string; proposalId: string };
let outcome: Outcome;

const seat = (no: number) => council.seats[no - 1]!;
/** Who is where: the first 90 in the room, of them 76 to 90 have voted electronically, and 72 to 75 on paper, before. */
const inRoom = range(1, 90);
const electronic = [...range(76, 90), ...range(91, 362)];
const onPaper = [...range(72, 75), ...range(363, 489)];
const byProxy = range(490, 553);

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundHouseholds(house, 750, { proxyLimit: null });
  ({ meetingId } = await sitDownHouseholds(house, council, range(1, 71), async (meeting) => {
    for (const [i, no] of byProxy.entries())
      await house.must(council.secretariat, 'record-proxy', {
        meetingId: meeting,
        fromSeatId: seat(no).seatId,
        source: 'paper',
        ...(i < 22 && { choice: 'for' }),
        ...(i >= 22 && i < 25 && { choice: 'against' }),
      });
  }));
}, 240_000);
afterAll(() => house.close());

const cast = (no: number, choice: string) =>
  house.must(seat(no).personId, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice,
    for: seat(no).seatId,
  });
const paper = (no: number, choice: string) =>
  house.must(council.secretariat, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice,
    for: seat(no).seatId,
    via: 'paper',
    arrived: new Date(house.clock.now()).toISOString(),
  });
/** So many of each, in order: 74 for, 9 against, 7 abstain. */
const spread = (nos: readonly number[], ...counts: number[]) =>
  nos.map((no, i) => {
    const [f = 0, g = 0] = counts;
    return [no, i < f ? 'for' : i < f + g ? 'against' : 'abstain'] as const;
  });
async function vote(text: string, more: object = {}) {
  round = await openRoundOn(house, council, meetingId, text, more);
  // those who come in person later have replied before, as they would not in the room
  for (const no of range(76, 90)) await cast(no, 'against');
  for (const no of range(72, 75)) await paper(no, 'against');
  for (const [no, choice] of spread(range(91, 362), 231, 28)) await cast(no, choice);
  for (const [no, choice] of spread(range(363, 489), 96, 19)) await paper(no, choice);
  for (const no of range(72, 90))
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: seat(no).seatId,
      mode: 'in_person',
    });
  const room = Map.groupBy(spread(inRoom, 74, 9), ([, choice]) => choice);
  for (const [choice, nos] of room) {
    const raised = nos.map(([no]) => no);
    const seen = raised.filter((no) => no < 72).map((no) => seat(no).seatId);
    if (seen.length > 0)
      await house.must(council.recorder, 'record-hands', {
        roundId: round.roundId,
        textHash: round.textHash,
        choice,
        seats: seen,
      });
    // who has replied from home says it anew in the room, by the recorder's list or his own phone
    for (const no of raised.filter((one) => one >= 72)) await cast(no, choice);
  }
  ({ outcome } = await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
    roundId: round.roundId,
  }));
}

test('[AT-5.2] [WAY7] [WAY11] 553 of 750 attend, nobody twice; 197 have not answered', async () => {
  expect(electronic.length).toBe(287);
  expect(onPaper.length).toBe(131);
  await vote('次の5か年計画');
  expect(outcome.quorum).toEqual({ attended: '553', needed: '376', met: true });
  expect(outcome.unanswered).toHaveLength(197);
  expect(outcome.superseded).toHaveLength(19);
  const view = await house.app.read.rounds.page(house.actorOf(council.chair), round.roundId);
  if ('refused' in view) throw new Error(view.refused);
  expect(view.channels).toMatchObject({
    live: 90,
    electronic: 272,
    slip: 127,
    telephone: 0,
    proxies: 64,
    superseded: 19,
  });
}, 240_000);

test('[AT-5.3] 423, 59 and 32 of 514: the majority carries, and anyone reckons it again', async () => {
  expect(outcome).toMatchObject({
    code: 'PASSED_BY_MAJORITY',
    base: '514',
    needed: '258',
    total: { for: '423', against: '59', abstain: '32', invalid: '0', notCast: '0' },
    inRoom: { code: 'PASSED_BY_MAJORITY', for: '74', against: '9', abstain: '7' },
    flags: [],
  });
  const json = await house.app.read.rounds.json(house.actorOf(council.chair), round.roundId);
  if (!('input' in json)) throw new Error('open');
  expect(outcomeOf(json.input)).toEqual(json.outcome);
  // two thirds of those present carry as well, three quarters of all 750 do not
  const again = (majority: object) =>
    outcomeOf({ ...json.input, rule: { ...json.input.rule, majority } }) as Outcome;
  expect(again({ op: 'ge', num: 2, den: 3, base: 'present' })).toMatchObject({
    code: 'PASSED_BY_MAJORITY',
    needed: '343',
  });
  expect(again({ op: 'ge', num: 3, den: 4, base: 'eligible' })).toMatchObject({
    code: 'REJECTED',
    base: '750',
    needed: '563',
  });
});

test('[AT-5.2] [T3] a household with several devices has one ballot: what was said last on any of them', async () => {
  round = await openRoundOn(house, council, meetingId, '端末はいくつあってもよい。');
  for (const choice of ['for', 'against', 'for', 'abstain']) await cast(200, choice);
  ({ outcome } = await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
    roundId: round.roundId,
  }));
  // beside it only what the proxies say
  expect(outcome.total).toMatchObject({ abstain: '1', for: '22', against: '3' });
  expect(outcome.superseded).toHaveLength(3);
});
