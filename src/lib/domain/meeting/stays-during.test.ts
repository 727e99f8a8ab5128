import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staysDuring } from './stays-during.ts';

const hours = { from: 100, to: 200 };

test('[MTG23] who came late, left and came back could reply in between', () => {
  const stays = [
    { seat: 'a', mode: 'in_person' as const, arrivedAt: 0, leftAt: null },
    { seat: 'b', mode: 'in_person' as const, arrivedAt: 120, leftAt: 150 },
    { seat: 'b', mode: 'online' as const, arrivedAt: 170, leftAt: null },
    { seat: 'c', mode: 'in_person' as const, arrivedAt: 0, leftAt: 100 },
    { seat: null, mode: 'staff' as const, arrivedAt: 0, leftAt: null },
  ];
  expect(Object.fromEntries(staysDuring(stays, hours))).toEqual({
    a: [hours],
    b: [
      { from: 120, to: 150 },
      { from: 170, to: 200 },
    ],
  });
});

test('[MTG23] stretches lie in the hours, in order, apart, and hold every instant somebody was there', () => {
  const stay = fc.record({
    seat: fc.constantFrom('a', 'b'),
    mode: fc.constantFrom('in_person' as const, 'online' as const),
    arrivedAt: fc.option(fc.integer({ min: 0, max: 300 })),
    leftAt: fc.option(fc.integer({ min: 0, max: 300 })),
  });
  fc.assert(
    fc.property(fc.array(stay, { maxLength: 8 }), fc.integer({ min: 100, max: 199 }), (stays, at) => {
      const found = staysDuring(stays, hours);
      for (const stretches of found.values())
        stretches.forEach(({ from, to }, i) => {
          expect(from).toBeGreaterThanOrEqual(i === 0 ? hours.from : stretches[i - 1]!.to + 1);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(hours.to);
        });
      for (const seat of ['a', 'b']) {
        const there = stays.some(
          (one) => one.seat === seat && (one.arrivedAt ?? at) <= at && at < (one.leftAt ?? Infinity),
        );
        const told = (found.get(seat) ?? []).some(({ from, to }) => from <= at && at < to);
        expect(told).toBe(there);
      }
    }),
    { numRuns: 2_000 },
  );
});
