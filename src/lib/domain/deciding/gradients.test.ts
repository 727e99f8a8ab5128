import { describe, expect, test } from 'vitest';
import { ballot, inRoom, keys, outcome, roll, round, say } from './round.fixture.ts';
import type { RoundJson } from './round.ts';

/** How many at each level from the first on. */
const levels = (mode: 'gradients' | 'fist', counts: number[]) => {
  const first = mode === 'fist' ? 0 : 1;
  const words = counts.flatMap((n, i) => Array.from({ length: n }, () => String(first + i)));
  return words.map((word, i) => ballot(`s${i + 1}`, word));
};
const held = (mode: 'gradients' | 'fist', counts: number[], more: Partial<RoundJson> = {}, rule = {}) =>
  outcome(round({ mode, roll: roll(25), ballots: levels(mode, counts), ...more }, rule));

describe('[T16] gradients of agreement', () => {
  test('G12 one strong opposition stops, although most support', () => {
    const result = held('gradients', [4, 6, 4, 1, 1, 3, 1, 0]);
    expect(result).toMatchObject({
      code: 'NOT_YET',
      reason: 'objection',
      base: null,
      needed: null,
      objections: [],
    });
    expect(result.total.byChoice).toEqual({ 1: '4', 2: '6', 3: '4', 4: '1', 5: '1', 6: '3', 7: '1', 8: '0' });
  });

  test.each([
    ['a block', [9, 0, 0, 0, 0, 0, 1, 1], 'NOT_YET', 'block'],
    ['a fifth asks to talk', [8, 0, 0, 0, 2, 0, 0, 0], 'NOT_YET', 'talk'],
    ['less than a fifth does', [9, 0, 0, 0, 2, 0, 0, 0], 'AGREED_STRONG', null],
    ['two thirds at 1 and 2', [1, 1, 0, 1, 0, 0, 0, 0], 'AGREED_STRONG', null],
    ['two thirds with the reluctant', [1, 0, 1, 2, 0, 2, 0, 0], 'AGREED_WEAK', null],
    ['less than two thirds', [1, 1, 1, 2, 0, 0, 0, 0], 'UNCLEAR', null],
    ['indifference', [0, 0, 0, 5, 0, 0, 0, 0], 'UNCLEAR', null],
  ] as const)('%s', (_what, counts, code, reason) => {
    expect(held('gradients', [...counts])).toMatchObject({ code, reason });
  });

  test('where a block is no veto it is an objection', () => {
    const result = held('gradients', [9, 0, 0, 0, 0, 0, 0, 1], {}, { blockIsVeto: false });
    expect(result).toMatchObject({ code: 'NOT_YET', reason: 'objection' });
  });

  test('no ballots, or most present silent, are too few positions; a block comes before that', () => {
    expect(held('gradients', [])).toMatchObject({ code: 'NOT_YET', reason: 'too_few_positions' });
    const attendance = inRoom(...keys(20));
    expect(held('gradients', [9], { attendance })).toMatchObject({
      code: 'NOT_YET',
      reason: 'too_few_positions',
    });
    expect(held('gradients', [10], { attendance }).code).toBe('AGREED_STRONG');
    expect(held('gradients', [0, 0, 0, 0, 1], { attendance }).reason).toBe('too_few_positions');
    expect(held('gradients', [0, 0, 0, 0, 0, 0, 1], { attendance }).reason).toBe('objection');
    expect(held('gradients', [0, 0, 0, 0, 0, 0, 0, 1], { attendance }).reason).toBe('block');
  });

  test('shares are of weight, exactly', () => {
    const council = [
      { key: 's1', weight: '2/3' },
      { key: 's2', weight: '1/3' },
    ];
    const ballots = say({ 1: 1, 4: 1 });
    const result = outcome(round({ mode: 'gradients', roll: council, ballots }));
    expect(result).toMatchObject({ code: 'AGREED_STRONG', total: { byChoice: { 1: '2/3', 4: '1/3' } } });
  });

  test('[T16a] levels take no sides', () => {
    const { total } = held('gradients', [3, 0, 0, 0, 0, 0, 2, 0], { attendance: inRoom('s9') });
    expect(total).toMatchObject({ for: '0', against: '0', abstain: '0', invalid: '0', notCast: '1' });
  });
});

describe('[T16] fist to five', () => {
  test('G11 two fingers ask to talk; after talking it is agreed', () => {
    expect(held('fist', [0, 0, 2, 5, 8, 6])).toMatchObject({ code: 'NOT_YET', reason: 'talk' });
    expect(held('fist', [0, 0, 0, 6, 9, 6])).toMatchObject({
      code: 'AGREED',
      reason: null,
      total: { byChoice: { 0: '0', 3: '6', 4: '9', 5: '6' } },
    });
  });

  test.each([
    ['a fist blocks, whatever else is asked', [1, 1, 1, 1, 1, 9], 'block'],
    ['one finger asks to talk', [0, 1, 0, 0, 0, 9], 'talk'],
    ['no ballots are too few positions', [], 'too_few_positions'],
  ] as const)('%s', (_what, counts, reason) => {
    expect(held('fist', [...counts])).toMatchObject({ code: 'NOT_YET', reason });
  });

  test('a fist blocks where a rule about vetoes says otherwise: that is for gradients', () => {
    expect(held('fist', [1, 0, 0, 9], {}, { blockIsVeto: false }).reason).toBe('block');
  });

  test('most present silent are too few positions', () => {
    const attendance = inRoom(...keys(20));
    expect(held('fist', [0, 0, 0, 0, 0, 9], { attendance }).reason).toBe('too_few_positions');
    expect(held('fist', [0, 0, 0, 0, 0, 10], { attendance }).code).toBe('AGREED');
    expect(held('fist', [0, 1], { attendance }).reason).toBe('too_few_positions');
    expect(held('fist', [1], { attendance }).reason).toBe('block');
  });
});
