import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcomeOf, type Outcome } from '#lib/domain/deciding/index.ts';
import { electronic, onPaper, sitInGeneral, voteInGeneral, ways } from '#tests/fixtures/general-meeting.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { foundHouseholds, openRoundOn, type Households } from '#tests/fixtures/households.ts';

/* The general meeting of an association of 750 households (AT-5), counted: by its commands, to the exact numbers. */

let house: House;
let council: Households;
let meetingId: string;
let round: { roundId: string; textHash: string; proposalId: string };
let outcome: Outcome;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundHouseholds(house, 750, { proxyLimit: null });
  ({ meetingId } = await sitInGeneral(house, council));
}, 240_000);
afterAll(() => house.close());

test('[AT-5.2] [WAY7] [WAY11] 553 of 750 attend, nobody twice; 197 have not answered', async () => {
  expect(electronic.length).toBe(287);
  expect(onPaper.length).toBe(131);
  ({ round, outcome } = await voteInGeneral(house, council, {
    meetingId,
    text: '次の5か年計画',
    come: true,
  }));
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
  const { cast } = ways(house, council, round);
  for (const choice of ['for', 'against', 'for', 'abstain']) await cast(200, choice);
  ({ outcome } = await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
    roundId: round.roundId,
  }));
  // beside it only what the proxies say
  expect(outcome.total).toMatchObject({ abstain: '1', for: '22', against: '3' });
  expect(outcome.superseded).toHaveLength(3);
});
