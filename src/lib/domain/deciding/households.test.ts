import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ONE, parseRational, sum, toText, ZERO } from '../rational.ts';
import {
  countsHouseholds,
  householdFigures,
  householdRoll,
  roundHouseholds,
  type HouseholdSeat,
} from './households.ts';

const seat = (no: number, organization: string, weight = '1'): HouseholdSeat => ({
  no,
  organization,
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
  test('[HHR1] one vote a household: the seat with its lowest number, whoever else lives there', () => {
    expect(
      householdRoll('one_per_household', four.toReversed()).map(({ no, weight }) => [no, weight]),
    ).toEqual([
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
  test('[HHR4] a seat that belongs to nothing is a household of its own; households are named where they count', () => {
    const roll = householdRoll('one_per_household', [seat(1, ''), seat(2, ''), seat(3, 'a'), seat(4, 'a')]);
    expect(roll.map(({ no }) => no)).toEqual([1, 2, 3]);
    expect((['none', 'one_per_person'] as const).some(countsHouseholds)).toBe(false);
    expect((['one_per_household', 'member_fraction'] as const).every(countsHouseholds)).toBe(true);
  });
  test('[HHR4] households and members are both told, and whether parts of a household may make a quorum', () => {
    const singles = [seat(1, 'a'), seat(2, 'b')];
    expect(householdFigures('member_fraction', 'gt', four)).toEqual({
      households: '4',
      members: 11,
      exceeds: true,
    });
    expect(householdFigures('member_fraction', 'ge', four)).toMatchObject({ exceeds: false });
    expect(householdFigures('member_fraction', 'gt', singles)).toMatchObject({ exceeds: false });
    expect(householdFigures('one_per_household', 'gt', four)).toEqual({
      households: '4',
      members: 11,
      exceeds: false,
    });
    expect(householdFigures('one_per_person', 'gt', four)).toBeNull();
  });
  test('[HHR5] who has a vote is the rule set’s to say; what the law gives to each person may be asked so', () => {
    expect(roundHouseholds('one_per_household', undefined, true)).toBe('one_per_household');
    expect(roundHouseholds('one_per_household', 'one_per_household', false)).toBe('one_per_household');
    expect(roundHouseholds('one_per_household', 'one_per_person', true)).toBe('one_per_person');
    for (const [held, asked, personOnly] of [
      ['one_per_household', 'one_per_person', false],
      ['none', 'member_fraction', true],
      ['one_per_person', 'one_per_household', true],
    ] as const)
      expect(roundHouseholds(held, asked, personOnly)).toMatchObject({
        refused: 'bad-input',
        field: 'householdRule',
      });
  });
  test('[HHR2] every household weighs one, however many live there; no seat is lost', () => {
    const seats = fc
      .array(fc.constantFrom('', 'a', 'b', 'c', 'd'), { minLength: 1, maxLength: 30 })
      .map((homes) => homes.map((home, i) => seat(i + 1, home)));
    fc.assert(
      fc.property(seats, (all) => {
        const fractions = householdRoll('member_fraction', all);
        expect(fractions).toHaveLength(all.length);
        const total = sum(fractions.map(({ weight }) => parseRational(weight) ?? ZERO));
        const heads = householdRoll('one_per_household', all);
        expect(toText(total)).toBe(String(heads.length));
        expect(heads.every(({ weight }) => weight === toText(ONE))).toBe(true);
      }),
    );
  });
});
