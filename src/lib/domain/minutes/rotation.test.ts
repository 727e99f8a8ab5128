import { describe, expect, it } from 'vitest';
import { nextSignatories } from './rotation.ts';

const seats = ['a', 'b', null, 'd', 'e'].map((person, i) => ({ no: i + 1, person, present: person !== 'd' }));

describe('whose turn it is to sign', () => {
  it('[MIN17] goes on from the seat after the last one, over vacant seats and members who were not there', () => {
    expect(nextSignatories(seats, null, null, 2)).toEqual(['a', 'b']);
    expect(nextSignatories(seats, 2, null, 2)).toEqual(['e', 'a']);
    expect(nextSignatories(seats, 5, null, 1)).toEqual(['a']);
    expect(nextSignatories([...seats].reverse(), 1, null, 2)).toEqual(['b', 'e']);
  });

  it('[MIN17] leaves the chair out, asks nobody twice and finds no more than there are', () => {
    expect(nextSignatories(seats, null, 'a', 5)).toEqual(['b', 'e']);
    expect(nextSignatories([...seats, { no: 6, person: 'b', present: true }], 4, 'a', 3)).toEqual(['e', 'b']);
    expect(nextSignatories([], 3, null, 2)).toEqual([]);
  });
});
