import { describe, expect, test } from 'vitest';
import { explain } from './explain.ts';
import type { Explanation } from './explain.ts';
import { tally } from './tally.ts';
import { ballot, inRoom, keys, parsed, roll, round, say } from './round.fixture.ts';
import type { RoundJson } from './round.ts';

function explained(json: RoundJson): Explanation {
  const input = parsed(json);
  return explain(input, tally(input));
}

const quorum = {
  op: 'gt',
  num: 1,
  den: 2,
  countAlternate: true,
  countProxy: true,
  countWritten: true,
} as const;

describe('[T19] the sentence and its number', () => {
  test.each([
    ['consent', { consent: 3 }, 'consensus', null],
    ['consent', { consent: 3, concern: 2 }, 'consensus_with_concerns', 2],
    ['consent', { consent: 3, objection: 1 }, 'not_yet_objection', 1],
    ['consent', { stand_aside: 3 }, 'not_yet_too_few_positions', null],
    ['majority', { for: 3 }, 'passed_by_majority', null],
    ['gradients', { 1: 3, 8: 2 }, 'not_yet_block', 2],
    ['gradients', { 1: 3, 7: 1 }, 'not_yet_objection', 1],
    ['gradients', { 1: 3, 5: 1 }, 'not_yet_talk', 1],
    ['gradients', { 1: 3 }, 'agreed_strong', null],
    ['fist', { 0: 1, 5: 3 }, 'not_yet_block', 1],
    ['fist', { 1: 1, 2: 1, 5: 3 }, 'not_yet_talk', 2],
    ['fist', { 3: 1, 5: 3 }, 'agreed', 4],
    ['written-opinion', { for: 3 }, 'compiled', 3],
    ['written-resolution', { for: 5 }, 'agreed', 5],
    ['deemed-unanimity', { for: 3 }, 'meeting_required', null],
  ] as const)('%s %j says %s, %s', (mode, counts, key, n) => {
    expect(explained(round({ mode, roll: roll(5), ballots: say(counts) })).sentence).toEqual({ key, n });
  });

  test('counts people, not weights', () => {
    const council = [{ key: 's1', weight: '1/2' }, { key: 's2', weight: '1/2' }, { key: 's3' }];
    const said = explained(
      round({ mode: 'consent', roll: council, ballots: say({ concern: 2, consent: 1 }) }),
    );
    expect(said.sentence).toEqual({ key: 'consensus_with_concerns', n: 2 });
    expect(said.participation).toMatchObject({ eligible: '2', voters: 3, answered: 3, weighted: true });
  });
});

test('[T19] who took part, and of how many', () => {
  const json = round(
    { roll: roll(25), attendance: inRoom(...keys(12)), ballots: say({ for: 9 }) },
    { quorum },
  );
  const said = explained(json);
  expect(said.sentence.key).toBe('no_quorum');
  expect(said.participation).toEqual({
    eligible: '25',
    attended: '12',
    needed: '13',
    met: false,
    voters: 25,
    answered: 9,
    weighted: false,
  });
});

test('[T19] in written modes no quorum is asked, and none is said to be needed', () => {
  const said = explained(round({ mode: 'deemed-unanimity', roll: roll(5) }, { quorum }));
  expect(said).toMatchObject({
    participation: { needed: null, met: true },
    rule: { quorum: null },
    room: null,
  });
});

test('[T19] the rule of a majority vote in facts', () => {
  const council = roll(10).map((voter, i) => ({ ...voter, chair: i === 0 }));
  const json = round(
    {
      roll: council,
      attendance: inRoom(...keys(6)),
      ballots: say({ for: 3, against: 2 }, {}, 2),
      proxies: [
        { from: 's8', to: 's2', choice: 'for' },
        { from: 's9', to: 's7' },
        { from: 's3', to: 's2' },
      ],
      chairCasts: 'for',
    },
    { quorum, chairVote: 'casting_only', tieRule: 'chair_casts', proxyMeaning: 'instructed' },
  );
  expect(explained(json)).toMatchObject({
    numbers: { for: '4', against: '2', abstain: '0', invalid: '0', notCast: '0' },
    rule: {
      mode: 'majority',
      quorum,
      majority: {
        op: 'gt',
        num: 1,
        den: 2,
        base: 'present',
        baseWeight: '6',
        needed: '4',
        abstentionIsNo: true,
      },
      chairVote: 'casting_only',
      tie: { rule: 'chair_casts', chairCasts: 'for' },
      proxies: { meaning: 'instructed', given: 3, void: 2, voting: 1, quorumOnly: 0 },
      blockIsVeto: null,
      dots: null,
    },
    room: {
      code: 'PASSED_BY_MAJORITY',
      numbers: { for: '3', against: '2' },
      voters: 6,
      differs: true,
      changedByRemote: false,
    },
  });
});

test('[T19] of the votes cast an abstention is no no', () => {
  const majority = { op: 'gt', num: 1, den: 2, base: 'cast' } as const;
  const said = explained(round({ roll: roll(3), ballots: say({ for: 1 }) }, { majority }));
  expect(said.rule).toMatchObject({ majority: { abstentionIsNo: false }, chairVote: null });
});

test('[T19] modes without sides speak in histogram or ranking', () => {
  const fist = explained(round({ mode: 'fist', roll: roll(3), ballots: say({ 4: 2, 5: 1 }) }));
  expect(fist.numbers).toBeNull();
  expect(fist.histogram?.map((bar) => bar.weight)).toEqual(['0', '0', '0', '0', '2', '1']);
  expect(fist.rule).toMatchObject({ majority: null, tie: null, proxies: { meaning: null } });
  const ballots = [ballot('s1', { A: 2, B: 1 }), ballot('s2', { A: 1 })];
  const dots = explained(round({ mode: 'dots', options: ['A', 'B'], roll: roll(3), ballots }));
  expect(dots).toMatchObject({
    numbers: null,
    histogram: null,
    sentence: { key: 'ranked', n: null },
    rule: { dots: { perVoter: 3, maxPerOption: 2, placed: 4, possible: 6 } },
  });
});
