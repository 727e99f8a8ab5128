import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clauseChanges, clausesOf, mergeAmendment } from './clauses.ts';

const clause = fc.constantFrom(
  '見守りは月2回行う。',
  '費用は会費による。',
  '「声かけ」も含む。',
  '当番は輪番とする。\n',
  '附則\n',
  '',
);
const text = fc.array(clause, { maxLength: 8 }).map((clauses) => clauses.join(''));

describe('[AMD1] clauses', () => {
  test('end with a full stop, closing brackets included, or with their line', () => {
    expect(clausesOf('月2回行う。「はい。」と答える。\n附則\n\n令和5年から')).toEqual([
      '月2回行う。',
      '「はい。」',
      'と答える。\n',
      '附則\n\n',
      '令和5年から',
    ]);
    expect(clausesOf('')).toEqual([]);
  });

  test('put together are the text', () => {
    fc.assert(
      fc.property(fc.string(), text, (any, some) => {
        expect(clausesOf(any).join('')).toBe(any);
        expect(clausesOf(some).join('')).toBe(some);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('[AMD2] a difference by clause', () => {
  test('shows what was added, removed and changed', () => {
    expect(clauseChanges('甲。乙。丙。', '甲。乙二。丙。丁。')).toEqual([
      { kind: 'same', before: '甲。', after: '甲。' },
      { kind: 'changed', before: '乙。', after: '乙二。' },
      { kind: 'same', before: '丙。', after: '丙。' },
      { kind: 'added', after: '丁。' },
    ]);
    expect(clauseChanges('甲。乙。', '甲。')).toEqual([
      { kind: 'same', before: '甲。', after: '甲。' },
      { kind: 'removed', before: '乙。' },
    ]);
  });

  test('has both texts in it', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = clauseChanges(before, after);
        const of = (side: 'before' | 'after') =>
          changes.map((change) => (side in change ? (change as Record<string, string>)[side] : '')).join('');
        expect(of('before')).toBe(before);
        expect(of('after')).toBe(after);
        if (before === after) expect(changes.every(({ kind }) => kind === 'same')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('[AMD3] an amendment in a text that others have changed', () => {
  test('changes its clause and leaves theirs', () => {
    expect(mergeAmendment('甲。乙。丙。', '甲一。乙。丙。', '甲。乙。丙三。')).toBe('甲一。乙。丙三。');
    expect(mergeAmendment('甲。乙。', '甲。', '甲二。乙。')).toBe('甲二。');
    expect(mergeAmendment('甲。乙。', '甲。乙。丙。', '零。甲。乙。')).toBe('零。甲。乙。丙。');
  });

  test('is no text where both change the same clause, or put something into one place', () => {
    expect(mergeAmendment('甲。乙。', '甲一。乙。', '甲二。乙。')).toBeNull();
    expect(mergeAmendment('甲。乙。', '甲。', '甲。乙二。')).toBeNull();
    expect(mergeAmendment('甲。', '甲。一。', '甲。二。')).toBeNull();
  });

  test('that says what was carried already changes nothing more', () => {
    expect(mergeAmendment('甲。乙。', '甲。乙二。', '甲。乙二。')).toBe('甲。乙二。');
  });

  test('is itself where nothing was changed, and leaves a text alone that it does not change', () => {
    fc.assert(
      fc.property(text, text, (original, other) => {
        expect(mergeAmendment(original, original, other)).toBe(other);
        expect(mergeAmendment(original, other, original)).toBe(other);
        expect(mergeAmendment(original, other, other)).toBe(other);
      }),
      { numRuns: 1_000 },
    );
  });

  test('comes out the same whichever of two is carried first', () => {
    fc.assert(
      fc.property(text, text, text, (original, one, two) => {
        expect(mergeAmendment(original, one, two)).toBe(mergeAmendment(original, two, one));
      }),
      { numRuns: 2_000 },
    );
  });
});
