import { describe, expect, test } from 'vitest';
import { ballot, inRoom, keys, outcome, roll, round, say } from './round.fixture.ts';
import type { RoundJson } from './round.ts';

type WrittenMode = 'written-opinion' | 'written-resolution' | 'deemed-unanimity';
const quorum = {
  op: 'gt',
  num: 1,
  den: 2,
  countAlternate: true,
  countProxy: true,
  countWritten: true,
} as const;
const held = (mode: WrittenMode, counts: Record<string, number>, more: Partial<RoundJson> = {}) =>
  outcome(
    round(
      { mode, roll: roll(25), ballots: say(counts, { via: 'electronic' }), ...more },
      { quorum, proxyMeaning: 'instructed' },
    ),
  );

describe('[T15] only the yes of everyone is unanimity', () => {
  test('G15 24 of 25 for, one no reply: a meeting is required', () => {
    expect(held('deemed-unanimity', { for: 24 })).toMatchObject({
      code: 'MEETING_REQUIRED',
      reason: null,
      unanswered: ['s25'],
      inRoom: null,
      flags: [],
      base: null,
      total: { for: '24', notCast: '0' },
    });
  });

  test.each([
    ['deemed-unanimity', 'PASSED_UNANIMOUSLY'],
    ['written-resolution', 'AGREED'],
  ] as const)('%s: all 25 for is %s', (mode, code) => {
    expect(held(mode, { for: 25 }).code).toBe(code);
  });

  test.each(['against', 'abstain', 'blank', 'invalid'])('one %s is enough to meet', (word) => {
    for (const mode of ['deemed-unanimity', 'written-resolution'] as const) {
      expect(held(mode, { for: 24, [word]: 1 }).code).toBe('MEETING_REQUIRED');
    }
  });

  test('a late yes, a yes to another text, and a yes by proxy are none', () => {
    const missing = { ballots: say({ for: 24 }, { via: 'paper' }) };
    const late = ballot('s25', 'for', { at: '2023-03-01T00:00+09:00' });
    const old = ballot('s25', 'for', { textHash: 'old' });
    const closesAt = '2023-02-20T17:00+09:00';
    const proxies: RoundJson['proxies'] = [{ from: 's25', to: 's1', choice: 'for' }];
    for (const more of [
      { ballots: [...missing.ballots, late], closesAt },
      { ballots: [...missing.ballots, old] },
      { ...missing, proxies },
    ]) {
      expect(held('deemed-unanimity', {}, more).code).toBe('MEETING_REQUIRED');
    }
  });

  test('an empty roll is not everyone', () => {
    expect(held('written-resolution', {}, { roll: [], ballots: [] }).code).toBe('MEETING_REQUIRED');
  });

  test('the chair is asked like everybody', () => {
    const council = roll(2).map((voter, i) => ({ ...voter, chair: i === 0 }));
    const more = { roll: council, ballots: [ballot('s2', 'for')] };
    expect(held('deemed-unanimity', {}, more).code).toBe('MEETING_REQUIRED');
  });
});

describe('[T15] opinions are compiled, whatever they say and however few', () => {
  test('no quorum is asked', () => {
    const result = held('written-opinion', { for: 1, against: 1, blank: 1 });
    expect(result).toMatchObject({
      code: 'COMPILED',
      quorum: { attended: '3', needed: '13', met: false },
      inRoom: null,
      flags: [],
      total: { for: '1', against: '1', invalid: '1', byChoice: { abstain: '0', blank: '1' } },
    });
    expect(result.unanswered).toEqual(keys(22, 4).toSorted());
  });

  test('nothing at all is still a compilation, of nothing', () => {
    expect(held('written-opinion', {}, { attendance: inRoom('s1') })).toMatchObject({
      code: 'COMPILED',
      total: { notCast: '1' },
    });
  });
});
