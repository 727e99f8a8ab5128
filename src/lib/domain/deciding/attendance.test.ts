import { describe, expect, test } from 'vitest';
import { quorumOf } from './attendance.ts';
import { ballot, inRoom, keys, outcome, parsed, roll, round, say } from './round.fixture.ts';
import type { RoundJson } from './round.ts';

const counting = { countAlternate: true, countProxy: true, countWritten: true };
const moreThanHalf = { op: 'gt', num: 1, den: 2, ...counting } as const;
const halfOrMore = { op: 'ge', num: 1, den: 2, ...counting } as const;
const attended = (json: RoundJson): string => outcome(json).quorum.attended;

describe('[T12] how many are needed', () => {
  test.each([
    ['gt', 1, 2, 24, '13'],
    ['ge', 1, 2, 24, '12'],
    ['gt', 1, 2, 25, '13'],
    ['ge', 1, 2, 25, '13'],
    ['gt', 1, 2, 750, '376'],
    ['ge', 1, 2, 750, '375'],
    ['ge', 2, 3, 20, '14'],
    ['ge', 3, 4, 750, '563'],
  ] as const)('G2 %s %i/%i of %i is %s', (op, num, den, n, needed) => {
    const quorum = { op, num, den, ...counting };
    expect(outcome(round({ roll: roll(n) }, { quorum })).quorum.needed).toBe(needed);
    const there = (count: number) =>
      outcome(round({ roll: roll(n), attendance: inRoom(...keys(count)) }, { quorum })).quorum.met;
    expect([there(Number(needed) - 1), there(Number(needed))]).toEqual([false, true]);
  });

  test('G1 six of twelve are half or more, but not more than half', () => {
    const half = { roll: roll(12), attendance: inRoom(...keys(6)) };
    expect(outcome(round(half, { quorum: halfOrMore })).quorum).toEqual({
      attended: '6',
      needed: '6',
      met: true,
    });
    const strict = outcome(round(half, { quorum: moreThanHalf }));
    expect(strict.quorum).toEqual({ attended: '6', needed: '7', met: false });
    expect(strict.code).toBe('NO_QUORUM');
  });

  test('a rule without quorum needs nobody', () => {
    const { quorum } = outcome(round({ roll: roll(3) }));
    expect(quorum).toEqual({ attended: '0', needed: null, met: true });
  });

  test('broken weights give the bound itself', () => {
    const thirds = [
      { key: 'a', weight: '1/3' },
      { key: 'b', weight: '1/3' },
      { key: 'c', weight: '1/3' },
    ];
    const two = outcome(round({ roll: thirds, attendance: inRoom('a', 'b') }, { quorum: moreThanHalf }));
    expect(two.quorum).toEqual({ attended: '2/3', needed: '1/2', met: true });
  });

  test('[T12a] nobody is never a quorum, not even of an empty roll', () => {
    expect(outcome(round({}, { quorum: halfOrMore }))).toMatchObject({
      code: 'NO_QUORUM',
      quorum: { attended: '0', needed: '1', met: false },
    });
    const anyone = { ...halfOrMore, num: 0 };
    expect(outcome(round({ roll: roll(5) }, { quorum: anyone })).quorum.met).toBe(false);
    expect(outcome(round({ roll: roll(5), attendance: inRoom('s1') }, { quorum: anyone })).quorum.met).toBe(
      true,
    );
  });
});

describe('[T6] who attends, nobody twice', () => {
  test('[T4] the register and live ballots make the room; a key in both is one', () => {
    const json = round({ roll: roll(4), attendance: inRoom('s1', 's1'), ballots: say({ for: 2 }) });
    expect(attended(json)).toBe('2');
  });

  test('electronic and paper ballots attend only where the rule says so', () => {
    const ballots = [ballot('s1', 'for', { via: 'electronic' }), ballot('s2', 'for', { via: 'paper' })];
    const json = (countWritten: boolean) =>
      round(
        { roll: roll(4), ballots, attendance: inRoom('s1') },
        { quorum: { ...moreThanHalf, countWritten } },
      );
    expect(attended(json(true))).toBe('2');
    expect(attended(json(false))).toBe('1');
  });

  test('late and wrong-text ballots attend nothing', () => {
    const ballots = [ballot('s1', 'for', { via: 'paper', textHash: 'old' })];
    expect(attended(round({ roll: roll(4), ballots }))).toBe('0');
  });

  test('grantors attend only where the rule says so', () => {
    const proxies = [
      { from: 's1', to: 's4' },
      { from: 's2', to: null },
    ];
    const json = (countProxy: boolean) =>
      round(
        { roll: roll(4), proxies, attendance: inRoom('s4') },
        { quorum: { ...moreThanHalf, countProxy } },
      );
    expect(attended(json(true))).toBe('3');
    expect(attended(json(false))).toBe('1');
  });

  test('[T5a] [F-P19] a grantor attends only while the holder he names is in the room', () => {
    const each = [
      { from: 's1', to: 's2' },
      { from: 's2', to: 's1' },
      { from: 's3', to: null },
    ];
    expect(attended(round({ roll: roll(4), proxies: each }))).toBe('1');
    expect(attended(round({ roll: roll(4), proxies: each, attendance: inRoom('s1') }))).toBe('3');
  });

  test('[T5a] in a vote the grantor’s own writing stands without the holder, elsewhere it is no vote', () => {
    const proxies: RoundJson['proxies'] = [{ from: 's1', to: 's2', choice: 'for' }];
    const json = (mode: RoundJson['mode'], proxyMeaning: 'instructed' | 'holder_decides' | 'quorum_only') =>
      round({ mode, roll: roll(4), proxies }, { proxyMeaning });
    expect(attended(json('majority', 'instructed'))).toBe('1');
    expect(attended(json('majority', 'holder_decides'))).toBe('1');
    expect(attended(json('majority', 'quorum_only'))).toBe('0');
    expect(attended(json('consent', 'instructed'))).toBe('0');
  });

  test('[T5] G17 a grantor who comes after all counts once', () => {
    const proxies = [{ from: 's1', to: 's2' }];
    const json = round({ roll: roll(4), proxies, attendance: inRoom('s1', 's2') });
    expect(attended(json)).toBe('2');
  });

  test('alternates do not count where the rule says so, even when they vote', () => {
    const attendance: RoundJson['attendance'] = [
      { key: 's1', mode: 'alternate' },
      { key: 's2', mode: 'online' },
      { key: 's3', mode: 'alternate' },
      { key: 's3', mode: 'in_person' },
    ];
    const json = (countAlternate: boolean) =>
      round(
        { roll: roll(4), attendance, ballots: [ballot('s1', 'for')] },
        { quorum: { ...moreThanHalf, countAlternate } },
      );
    expect(attended(json(true))).toBe('3');
    expect(attended(json(false))).toBe('2');
    expect(outcome(json(false)).total.for).toBe('1');
  });

  test('[T8] a chair without a vote attends like anybody', () => {
    const council = [{ key: 's1', chair: true }, { key: 's2' }];
    const json = round({ roll: council, attendance: inRoom('s1', 's2') }, { chairVote: 'casting_only' });
    expect(outcome(json)).toMatchObject({ quorum: { attended: '2' }, base: '1' });
  });
});

describe('[T12] the quorum meter of a running meeting', () => {
  const proxies = [
    { from: 's5', to: 's1' },
    { from: 's1', to: 's2' },
  ];
  const attendance: RoundJson['attendance'] = [
    { key: 's1', mode: 'in_person' },
    { key: 's2', mode: 'online' },
    { key: 's3', mode: 'alternate' },
  ];
  test.each([
    [true, true, '4'],
    [false, true, '3'],
    [true, false, '3'],
    [false, false, '2'],
  ])(
    'shows the figures the outcome will (alternates %s, proxies %s)',
    (countAlternate, countProxy, expected) => {
      const json = round(
        { roll: roll(6), attendance, proxies },
        { quorum: { ...moreThanHalf, countAlternate, countProxy } },
      );
      const input = parsed(json);
      const meter = quorumOf({ ...input, quorum: input.rule.quorum });
      expect(meter).toEqual({ attended: expected, needed: '4', met: expected === '4', eligible: '6' });
      expect(meter).toEqual({ ...outcome(json).quorum, eligible: '6' });
    },
  );

  test('somebody who is not on the roll weighs nothing', () => {
    const [voter] = parsed(round({ roll: roll(1) })).roll;
    const stranger = { key: 'x', mode: 'in_person' } as const;
    const meter = quorumOf({ quorum: moreThanHalf, roll: [voter!], attendance: [stranger], proxies: [] });
    expect(meter).toEqual({ attended: '0', needed: '1', met: false, eligible: '1' });
  });
});
