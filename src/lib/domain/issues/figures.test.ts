import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, shares, tenths, type Told } from './figures.ts';

const day = 86_400_000;
const issue = (more: Partial<Told> = {}): Told => ({
  publishedAt: 0,
  resolvedAt: null,
  route: null,
  fields: [],
  ...more,
});

describe('figures of how issues end', () => {
  it('[FIG1][FIG2] 5 of 12 are 41.7 %, 2 : 1 : 2 are 40 / 20 / 40 %', () => {
    const routes = ['self', 'self', 'joint', 'referred', 'referred'] as const;
    const figures = figuresOf([
      ...routes.map((route) => issue({ route, resolvedAt: day })),
      ...Array.from({ length: 7 }, () => issue({ route: 'joint' })),
    ]);
    expect(figures).toMatchObject({ published: 12, resolved: 5, rate: 417 });
    expect(figures.byRoute.map(({ share }) => share)).toEqual([400, 200, 400, 0]);
  });

  it('[FIG1] halves of a tenth go up', () => {
    expect([tenths(1, 3), tenths(2, 3), tenths(1, 2000), tenths(1, 2001)]).toEqual([333, 667, 1, 0]);
  });

  it('[FIG2] shares of any counts sum to 100.0 %', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 6 }), (counts) => {
        const parts = shares(counts);
        if (counts.every((count) => count === 0)) return parts === null;
        return parts?.reduce((sum, part) => sum + part, 0) === 1000;
      }),
    );
    expect(shares([1, 1, 1])).toEqual([334, 333, 333]);
  });

  it('[FIG3] the median of days; between two their mean', () => {
    const after = (...days: number[]) =>
      figuresOf(days.map((n) => issue({ resolvedAt: n * day + 5, route: 'self' }))).medianDays;
    expect(after(3, 40, 9)).toBe(9);
    expect(after(3, 40, 9, 10)).toBe(9.5);
    expect(after()).toBeNull();
  });

  it('[FIG4] the period is that of publication: first instant in, last out', () => {
    const issues = [issue({ publishedAt: 10 }), issue({ publishedAt: 20, resolvedAt: 99, route: 'self' })];
    expect(figuresOf(issues, { from: 10, to: 20 })).toMatchObject({ published: 1, resolved: 0 });
    expect(figuresOf(issues, { from: 20, to: 21 })).toMatchObject({ published: 1, resolved: 1 });
  });

  it('[FIG5] a share of nothing is no number', () => {
    expect(figuresOf([])).toMatchObject({ rate: null, medianDays: null });
    expect(figuresOf([issue()]).byRoute.map(({ share }) => share)).toEqual([null, null, null, null]);
  });
});
