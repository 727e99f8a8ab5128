import { describe, expect, test } from 'vitest';
import { ballot, inRoom, keys, outcome, roll, round, say } from './round.fixture.ts';
import type { RoundJson } from './round.ts';
import { cpuOf } from '#tests/fixtures/took.ts';

const strict = {
  op: 'gt',
  num: 1,
  den: 2,
  countAlternate: true,
  countProxy: true,
  countWritten: false,
} as const;

describe('[T12] without quorum', () => {
  test('nothing is decided, but every count is given', () => {
    const json = round(
      {
        roll: roll(12),
        attendance: inRoom(...keys(6)),
        ballots: [...say({ for: 5 }), ballot('s7', 'against', { via: 'paper' })],
      },
      { quorum: strict },
    );
    expect(outcome(json)).toEqual({
      code: 'NO_QUORUM',
      reason: null,
      quorum: { attended: '6', needed: '7', met: false },
      base: '7',
      needed: '4',
      total: {
        for: '5',
        against: '1',
        abstain: '0',
        invalid: '0',
        notCast: '1',
        byChoice: { for: '5', against: '1', abstain: '0', blank: '0', invalid: '0' },
      },
      inRoom: {
        code: 'PASSED_BY_MAJORITY',
        for: '5',
        against: '0',
        abstain: '0',
        invalid: '0',
        notCast: '1',
      },
      ranking: [],
      winner: null,
      steps: [],
      objections: [],
      late: [],
      wrongText: [],
      superseded: [],
      unanswered: ['s10', 's11', 's12', 's8', 's9'],
      flags: [],
    });
  });

  test('an objection is no reason then, but is still listed', () => {
    const json = round(
      { mode: 'consent', roll: roll(12), ballots: say({ objection: 1, consent: 3 }) },
      { quorum: strict },
    );
    expect(outcome(json)).toMatchObject({
      code: 'NO_QUORUM',
      reason: null,
      objections: ['s1'],
      inRoom: { code: 'NOT_YET' },
      flags: [],
    });
  });

  test('a flag is not raised', () => {
    const ballots = [ballot('s1', 'against'), ...say({ for: 3 }, { via: 'electronic' }, 2)];
    const json = (quorum: RoundJson['rule']['quorum']) =>
      outcome(round({ roll: roll(12), ballots }, { quorum }));
    expect(json(strict)).toMatchObject({ code: 'NO_QUORUM', flags: [] });
    expect(json({ ...strict, op: 'none' })).toMatchObject({ flags: ['REMOTE_CHANGED_RESULT'] });
  });
});

describe('[T13] the room alone', () => {
  test('somebody in the room whose only ballot is electronic has cast nothing there', () => {
    const ballots = [ballot('s1', 'for'), ballot('s2', 'for', { via: 'electronic' })];
    const result = outcome(round({ roll: roll(3), attendance: inRoom('s2'), ballots }));
    expect(result).toMatchObject({
      total: { for: '2', notCast: '0' },
      inRoom: { code: 'REJECTED', for: '1', notCast: '1' },
      flags: ['REMOTE_CHANGED_RESULT'],
    });
  });

  test('the base of the eligible stays the whole roll', () => {
    const majority = { op: 'gt', num: 1, den: 2, base: 'eligible' } as const;
    const result = outcome(round({ roll: roll(5), ballots: say({ for: 2 }) }, { majority }));
    expect(result).toMatchObject({ code: 'REJECTED', base: '5', inRoom: { code: 'REJECTED', for: '2' } });
  });

  test('no quorum is asked there', () => {
    const quorum = { ...strict, countWritten: true };
    const ballots = [...say({ consent: 2 }), ...say({ consent: 8 }, { via: 'paper' }, 3)];
    const result = outcome(round({ mode: 'consent', roll: roll(12), ballots }, { quorum }));
    expect(result).toMatchObject({ code: 'CONSENSUS', inRoom: { code: 'CONSENSUS', for: '2' }, flags: [] });
  });

  test('an objection on paper against a willing room raises the flag', () => {
    const ballots = [...say({ consent: 5 }), ballot('s6', 'objection', { via: 'paper' })];
    const result = outcome(round({ mode: 'consent', roll: roll(12), ballots }));
    expect(result).toMatchObject({
      code: 'NOT_YET',
      reason: 'objection',
      inRoom: { code: 'CONSENSUS' },
      flags: ['REMOTE_CHANGED_RESULT'],
    });
  });

  test('a concern from outside changes the words, not the result', () => {
    const ballots = [...say({ consent: 5 }), ballot('s6', 'concern', { via: 'paper' })];
    expect(outcome(round({ mode: 'consent', roll: roll(12), ballots }))).toMatchObject({
      code: 'CONSENSUS_WITH_CONCERNS',
      inRoom: { code: 'CONSENSUS' },
      flags: [],
    });
  });

  test('[T13a] an empty room passes nothing', () => {
    const ballots = say({ for: 3 }, { via: 'electronic' });
    expect(outcome(round({ roll: roll(3), ballots }))).toMatchObject({
      code: 'PASSED_BY_MAJORITY',
      inRoom: { code: 'REJECTED', for: '0' },
      flags: ['REMOTE_CHANGED_RESULT'],
    });
  });
});

describe('[T18] unanswered', () => {
  test('is who was never heard of: not in the room, no ballot of any kind, no proxy', () => {
    const json = round({
      roll: roll(8),
      attendance: inRoom('s1'),
      closesAt: '2023-02-15T23:59+09:00',
      ballots: [
        ballot('s2', 'for'),
        ballot('s3', 'for', { via: 'paper' }),
        ballot('s4', 'for', { at: '2023-02-17T10:00+09:00' }),
        ballot('s5', 'for', { textHash: 'old' }),
      ],
      proxies: [{ from: 's6', to: 's7' }],
    });
    expect(outcome(json).unanswered).toEqual(['s7', 's8']);
  });

  test('a chair whose ballot is no vote has answered', () => {
    const council = [
      { key: 's1', chair: true },
      { key: 's2', chair: false },
    ];
    const json = round(
      { roll: council, ballots: [ballot('s1', 'for', { via: 'paper' })] },
      { chairVote: 'never' },
    );
    expect(outcome(json).unanswered).toEqual(['s2']);
  });
});

test('a round of 3,000 ballots with broken weights is counted well within a second', () => {
  const council = keys(3000).map((key, i) => ({ key, weight: `1/${1 + (i % 7)}` }));
  const ballots = council.map(({ key }, i) =>
    ballot(key, i % 3 === 0 ? 'against' : 'for', { via: 'electronic' }),
  );
  const json = round({ roll: council, ballots });
  expect(outcome(json).code).toBe('PASSED_BY_MAJORITY');
  expect(cpuOf(() => outcome(json))).toBeLessThan(1000);
});
