import { expect, test } from 'vitest';
import { staysOf } from './stays.ts';

const meeting = { openedAt: 1000, closedAt: 2000 };
const row = (arrivedAt: number, leftAt: number | null = null) => ({ arrivedAt, leftAt });

test('[REG11] who came before the opening and stayed was there from the opening to the closing', () => {
  expect(staysOf([row(900)], meeting)).toEqual([{ from: 1000, to: 2000 }]);
  expect(staysOf([row(900, 2500)], meeting)).toEqual([{ from: 1000, to: 2000 }]);
});

test('[REG11] [F-P3] a late arrival, a departure and a return are told apart', () => {
  expect(staysOf([row(1500), row(1100, 1400)], meeting)).toEqual([
    { from: 1100, to: 1400 },
    { from: 1500, to: 2000 },
  ]);
});

test('[REG11] going over from the room to the screen is no departure; overlapping rows are one stay', () => {
  expect(staysOf([row(900, 1300), row(1300)], meeting)).toEqual([{ from: 1000, to: 2000 }]);
  expect(staysOf([row(1100, 1600), row(1200, 1300)], meeting)).toEqual([{ from: 1100, to: 1600 }]);
});

test('[REG11] who left before the opening, or came and went in one instant, was never there', () => {
  expect(staysOf([row(800, 900), row(1200, 1200), row(2000)], meeting)).toEqual([]);
});
