import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ONE, parseRational, sum, toText, ZERO } from '../rational.ts';
import { householdRoll, householdsIn, type HouseholdSeat } from './households.ts';

const seat = (no: number, organizationId: string | null, weight = '1'): HouseholdSeat => ({
  no,
  organizationId,
  weight,
});
/** G9: households of three, five, two and one. */
const four = [
  ...[1, 2, 3].map((no) => seat(no, 'three')),
  ...[4, 5, 6, 7, 8].map((no) => seat(no, 'five')),
  ...[9, 10].map((no) => seat(no, 'two')),
  seat(11, 'one'),
];
const weights = (rule: Parameters<typeof householdRoll>[0]) =>
  householdRoll(rule, four).map(({ weight }) => weight);

describe('household rounds [domain §5.5]', () => {
  test('[HHR1] one vote a household: its registered representative, whoever else lives there', () => {
    expect(householdRoll('one_per_household', four).map(({ no, weight }) => [no, weight])).toEqual([
      [1, '1'],
      [4, '1'],
      [9, '1'],
      [11, '1'],
    ]);
  });
  test('[HHR2] [G9] fractions of members are exact', () => {
    expect(weights('member_fraction')).toEqual([
      ...Array<string>(3).fill('1/3'),
      ...Array<string>(5).fill('1/5'),
      '1/2',
      '1/2',
      '1',
    ]);
  });
  test('[HHR3] one vote a person, and without such a rule the weights of the seats', () => {
    expect(weights('one_per_person')).toEqual(Array<string>(11).fill('1'));
    const own = [seat(2, 'a', '2'), seat(1, 'a', '1/2')];
    expect(householdRoll('none', own)).toEqual(own);
  });
  test('[HHR4] a seat that belongs to nothing is a household of its own', () => {
    expect(householdsIn([seat(1, null), seat(2, null), seat(3, 'a'), seat(4, 'a')])).toEqual({
      households: 3,
      members: 4,
    });
  });
  test('[HHR2] every household weighs one, however many live there; no seat is lost', () => {
    const seats = fc
      .array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { minLength: 1, maxLength: 30 })
      .map((homes) => homes.map((home, i) => seat(i + 1, home)));
    fc.assert(
      fc.property(seats, (all) => {
        const fractions = householdRoll('member_fraction', all);
        expect(fractions).toHaveLength(all.length);
        const total = sum(fractions.map(({ weight }) => parseRational(weight) ?? ZERO));
        expect(toText(total)).toBe(String(householdsIn(all).households));
        const heads = householdRoll('one_per_household', all);
        expect(heads).toHaveLength(householdsIn(all).households);
        expect(heads.every(({ weight }) => weight === toText(ONE))).toBe(true);
      }),
    );
  });
});
