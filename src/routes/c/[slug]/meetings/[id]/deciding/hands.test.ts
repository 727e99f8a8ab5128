import { expect, test } from 'vitest';
import type { FloorSeat } from '#lib/doc/floor.ts';
import { handsOf, missingOf, nextMissing } from './hands.ts';

const seat = (no: number, mode: FloorSeat['mode'] = 'in_person'): FloorSeat => ({
  seatId: `s${no}`,
  no,
  label: `町会${no}`,
  name: no === 6 ? '' : `委員${no}`,
  mode,
  announced: null,
  enteredBy: null,
  leftAt: null,
});
const seats = [seat(1), seat(2), seat(3), seat(4, 'absent'), seat(5), seat(6), seat(7)];
const round = { roll: ['s1', 's2', 's3', 's4', 's5', 's6'], replied: ['s1', 's2', 's3'] };
const typed = [
  { seatId: 's2', choice: 'consent', enteredBy: '' },
  { seatId: 's3', choice: null, enteredBy: '書記' },
  // taken back meanwhile: the floor knows it first
  { seatId: 's5', choice: 'consent', enteredBy: '' },
];

test('[F-P40] the list has a row for each seat with a vote, but my own, and says how each stands', () => {
  const hands = handsOf(round, seats, typed, ['s6']);
  expect(
    hands.map(({ seatId, state, choice, enteredBy, there }) => [seatId, state, choice, enteredBy, there]),
  ).toEqual([
    ['s1', 'own', null, '', true],
    ['s2', 'typed', 'consent', '', true],
    ['s3', 'typed', null, '書記', true],
    ['s4', 'missing', null, '', false],
    ['s5', 'missing', null, '', true],
  ]);
  expect(handsOf(round, seats, [], []).find(({ seatId }) => seatId === 's6')?.name).toBe('町会6');
});

test('[F-P40] who is missing is counted among those there; the next one follows around the end', () => {
  const hands = handsOf({ ...round, replied: ['s2'] }, seats, typed, []);
  expect(missingOf(hands).map(({ seatId }) => seatId)).toEqual(['s1', 's3', 's5', 's6']);
  expect(nextMissing(hands, 's3')?.seatId).toBe('s5');
  expect(nextMissing(hands, 's6')?.seatId).toBe('s1');
  expect(nextMissing(handsOf({ ...round, replied: round.roll }, seats, typed, []), 's1')).toBeUndefined();
});
