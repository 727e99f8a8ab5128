import { describe, expect, test } from 'vitest';
import { ballot, inRoom, keys, outcome, roll, round, say } from './round.fixture.ts';
import type { MajorityRule, RoundJson } from './round.ts';

const majority = (base: MajorityRule['base'], op: 'gt' | 'ge' = 'gt', num = 1, den = 2): MajorityRule => ({
  op,
  num,
  den,
  base,
});
const withChair = (n: number, chair: string) =>
  roll(n).map((voter) => ({ ...voter, chair: voter.key === chair }));

describe('[T8] the base decides what blank and abstention do', () => {
  const ten: Partial<RoundJson> = {
    roll: roll(10),
    attendance: inRoom(...keys(10)),
    ballots: say({ for: 4, against: 3, blank: 1, abstain: 1 }),
  };
  test.each([
    ['cast', '7', '4', 'PASSED_BY_MAJORITY'],
    ['ballots', '9', '5', 'REJECTED'],
    ['present', '10', '6', 'REJECTED'],
    ['eligible', '10', '6', 'REJECTED'],
  ] as const)(
    'G3 4 for, 3 against, 1 blank, 1 abstention, 1 silent: of %s %s, %s needed, %s',
    (base, weight, needed, code) => {
      const result = outcome(round(ten, { majority: majority(base) }));
      expect(result).toMatchObject({ code, base: weight, needed });
      expect(result.total).toEqual({
        for: '4',
        against: '3',
        abstain: '1',
        invalid: '1',
        notCast: '1',
        byChoice: { abstain: '1', against: '3', blank: '1', for: '4', invalid: '0' },
      });
    },
  );

  test.each([
    ['present', 'REJECTED', '15'],
    ['cast', 'PASSED_BY_MAJORITY', '13'],
  ] as const)('G4 7 for, 6 against, 2 abstain: of %s %s', (base, code, weight) => {
    const json = round(
      { roll: roll(15), ballots: say({ for: 7, against: 6, abstain: 2 }) },
      { majority: majority(base) },
    );
    expect(outcome(json)).toMatchObject({ code, base: weight });
  });

  test.each([
    [13, 'PASSED_BY_MAJORITY'],
    [12, 'REJECTED'],
  ] as const)('G8 two thirds of 19 present with %i for: %s', (yes, code) => {
    const ballots = say({ for: yes, against: 17 - yes, abstain: 2 });
    const json = round({ roll: roll(19), ballots }, { majority: majority('present', 'ge', 2, 3) });
    expect(outcome(json)).toMatchObject({ code, base: '19', needed: '13' });
  });

  test('a written ballot is in the base also where it does not serve the quorum', () => {
    const quorum = {
      op: 'ge',
      num: 1,
      den: 10,
      countAlternate: true,
      countProxy: true,
      countWritten: false,
    } as const;
    const ballots = [...say({ for: 1 }), ballot('s2', 'against', { via: 'paper' })];
    const json = round({ roll: roll(4), ballots }, { quorum });
    expect(outcome(json)).toMatchObject({ base: '2', quorum: { attended: '1' } });
  });

  test('[T8a] an alternate who does not count for the quorum is in the base only with a ballot', () => {
    const quorum = { op: 'none', countAlternate: false } as const;
    const attendance: RoundJson['attendance'] = keys(3).map((key) => ({ key, mode: 'alternate' as const }));
    const json = round({ roll: roll(4), attendance, ballots: say({ for: 1 }) }, { quorum });
    expect(outcome(json)).toMatchObject({
      base: '1',
      total: { notCast: '0' },
      inRoom: { notCast: '0' },
      flags: [],
    });
  });
});

describe('[T8] the chair', () => {
  const ballots = say({ for: 3, against: 2 });
  test.each([
    ['casting_only', '2', '4', '5'],
    ['never', '2', '4', '5'],
    ['votes_no_casting', '3', '5', '6'],
    ['votes_and_casting', '3', '5', '6'],
  ] as const)('%s: %s for of %s present, of the whole %s', (chairVote, yes, present, eligible) => {
    const council = withChair(6, 's1');
    const of = (base: MajorityRule['base']) =>
      outcome(round({ roll: council, ballots }, { chairVote, majority: majority(base) }));
    expect(of('present')).toMatchObject({ base: present, total: { for: yes }, quorum: { attended: '5' } });
    expect(of('eligible').base).toBe(eligible);
    expect(of('present').unanswered).toEqual(['s6']);
  });

  test('is a member like any other in the other modes', () => {
    const json = round(
      { mode: 'consent', roll: withChair(2, 's1'), ballots: [ballot('s1', 'objection')] },
      { chairVote: 'never' },
    );
    expect(outcome(json)).toMatchObject({ code: 'NOT_YET', objections: ['s1'] });
  });

  test('without a chair on the roll nobody is left out', () => {
    const json = round({ roll: roll(2), ballots: say({ for: 2 }) }, { chairVote: 'casting_only' });
    expect(outcome(json)).toMatchObject({ base: '2', total: { for: '2' } });
  });
});

test('[T9] present without a ballot is notCast, and everything adds up to those present', () => {
  const json = round({
    roll: roll(9),
    attendance: inRoom(...keys(8)),
    ballots: say({ for: 3, against: 1, abstain: 1, invalid: 1 }),
  });
  expect(outcome(json)).toMatchObject({
    base: '8',
    total: { for: '3', against: '1', abstain: '1', invalid: '1', notCast: '2' },
  });
});

describe('[T10] passing', () => {
  test('nothing passes without a single yes, whatever the fraction', () => {
    const json = round({ roll: roll(4) }, { majority: majority('cast', 'ge', 0, 1) });
    expect(outcome(json)).toMatchObject({ code: 'REJECTED', base: '0', needed: '1' });
  });

  test('an empty roll rejects, and says so in whole numbers', () => {
    expect(outcome(round())).toMatchObject({ code: 'REJECTED', base: '0', needed: '1', unanswered: [] });
  });

  test('G9 household members with 1/n each: 13/6 of 4 is more than half, without floats', () => {
    const sizes = [3, 5, 2, 1];
    const council = sizes.flatMap((n, h) =>
      Array.from({ length: n }, (_, i) => ({ key: `h${h}-${i}`, weight: `1/${n}` })),
    );
    const yes = new Set(['h0-0', 'h0-1', 'h1-0', 'h1-1', 'h1-2', 'h1-3', 'h1-4', 'h2-0']);
    const ballots = council.map(({ key }) => ballot(key, yes.has(key) ? 'for' : 'against'));
    const json = round({ roll: council, ballots }, { majority: majority('cast') });
    expect(outcome(json)).toMatchObject({
      code: 'PASSED_BY_MAJORITY',
      base: '4',
      needed: '2',
      total: { for: '13/6', against: '11/6' },
    });
  });

  test('one broken weight on the roll, even an absent one, makes needed the bound itself', () => {
    const council = [...roll(3), { key: 'half', weight: '1/2' }];
    const json = round({ roll: council, ballots: say({ for: 3 }) });
    expect(outcome(json)).toMatchObject({ base: '3', needed: '3/2' });
    const weighted = [
      { key: 's1', weight: '4/2' },
      { key: 's2', weight: '3' },
    ];
    expect(outcome(round({ roll: weighted, ballots: say({ for: 2 }) }))).toMatchObject({
      base: '5',
      needed: '3',
    });
  });
});

describe('[T11] a tie', () => {
  const tied: Partial<RoundJson> = {
    roll: withChair(20, 's20'),
    attendance: inRoom('s20'),
    ballots: say({ for: 9, against: 9, abstain: 1 }),
  };
  const chaired = { chairVote: 'casting_only', tieRule: 'chair_casts' } as const;

  test('G7 9 to 9 of 19, the chair for: decided by the casting vote, in the room too', () => {
    const result = outcome(round({ ...tied, chairCasts: 'for' }, chaired));
    expect(result).toMatchObject({
      code: 'PASSED_BY_CASTING_VOTE',
      base: '19',
      needed: '10',
      quorum: { attended: '20' },
    });
    expect(result.inRoom?.code).toBe('PASSED_BY_CASTING_VOTE');
    expect(result.flags).toEqual([]);
  });

  test.each([
    ['chair_casts', 'against', 'REJECTED_BY_CASTING_VOTE'],
    ['chair_casts', null, 'TIED'],
    ['rejected', 'for', 'REJECTED'],
    ['revote', 'for', 'TIED'],
    ['continue', 'for', 'TIED'],
  ] as const)('rule %s, chair %s: %s', (tieRule, chairCasts, code) => {
    expect(outcome(round({ ...tied, chairCasts }, { ...chaired, tieRule })).code).toBe(code);
  });

  test.each([
    ['of the eligible', majority('eligible'), 'TIED'],
    ['written as 2/4', majority('present', 'gt', 2, 4), 'TIED'],
    ['half or more of the votes cast', majority('cast', 'ge'), 'PASSED_BY_MAJORITY'],
    ['half or more of those present', majority('present', 'ge'), 'REJECTED'],
    ['two thirds', majority('cast', 'ge', 2, 3), 'REJECTED'],
    ['more than a third', majority('cast', 'gt', 1, 3), 'PASSED_BY_MAJORITY'],
  ] as const)('is one only under more than half: %s gives %s', (_what, rule, code) => {
    expect(outcome(round(tied, { ...chaired, majority: rule })).code).toBe(code);
  });

  test('is none without a vote', () => {
    const json = round({ ...tied, ballots: say({ abstain: 3 }), chairCasts: 'for' }, chaired);
    expect(outcome(json).code).toBe('REJECTED');
  });

  test('in the room alone can be broken from outside, and the other way round', () => {
    const remote = (choice: string) =>
      round(
        {
          ...tied,
          roll: withChair(21, 's20'),
          ballots: [...(tied.ballots ?? []), ballot('s21', choice, { via: 'electronic' })],
        },
        { ...chaired, majority: majority('cast') },
      );
    expect(outcome(remote('for'))).toMatchObject({
      code: 'PASSED_BY_MAJORITY',
      inRoom: { code: 'TIED' },
      flags: ['REMOTE_CHANGED_RESULT'],
    });
    expect(outcome(remote('against'))).toMatchObject({
      code: 'REJECTED',
      inRoom: { code: 'TIED' },
      flags: [],
    });
  });

  test('made by one remote vote and broken by the chair is the remote vote’s doing', () => {
    const ballots = [...say({ for: 2, against: 3 }), ballot('s6', 'for', { via: 'electronic' })];
    const json = round({ roll: roll(6), ballots, chairCasts: 'for' }, { tieRule: 'chair_casts' });
    expect(outcome(json)).toMatchObject({
      code: 'PASSED_BY_CASTING_VOTE',
      inRoom: { code: 'REJECTED' },
      flags: ['REMOTE_CHANGED_RESULT'],
    });
  });
});
