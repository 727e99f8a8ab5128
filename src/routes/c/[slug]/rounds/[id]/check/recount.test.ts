import { describe, expect, test } from 'vitest';
import { isInputError, outcomeOf, type Outcome, type RoundJson } from '#lib/domain/deciding/index.ts';
import { recount, recountFile } from './recount.ts';

const input: RoundJson = {
  mode: 'fist',
  rule: { quorum: { op: 'none' } },
  textHash: 'b7c0',
  roll: [{ key: 's1' }, { key: 's2' }],
  ballots: ['5', '2'].map((choice, i) => ({
    key: `s${i + 1}`,
    choice,
    via: 'live',
    at: '2023-02-15T19:30+09:00',
    textHash: 'b7c0',
  })),
};
const outcome = ((counted) => {
  if (isInputError(counted)) throw new Error(JSON.stringify(counted));
  return counted;
})(outcomeOf(input)) as Outcome;

describe('[I5] a published round is counted again by whoever reads it', () => {
  test('the same comes out; what was turned is found, in the input or the outcome', () => {
    expect(recount(input, outcome)).toEqual({ published: 'NOT_YET', code: 'NOT_YET', same: true });
    const [first, second] = input.ballots!;
    expect(recount({ ...input, ballots: [first!, { ...second!, choice: '3' }] }, outcome)).toMatchObject({
      code: 'AGREED',
      same: false,
    });
    expect(recount(input, { ...outcome, code: 'AGREED' })).toMatchObject({ same: false });
    expect(recount({ ...input, roll: [] }, outcome)).toMatchObject({ code: null, same: false });
  });
  test('a saved file is one; anything else is told to be none', () => {
    expect(recountFile(JSON.stringify({ id: 'r', input, outcome }))).toMatchObject({ same: true });
    for (const text of ['', '{}', '[]', 'null', '{"input":{},"outcome":{"code":"?"}}', '3'])
      expect(recountFile(text)).toBe('unreadable');
  });
});
