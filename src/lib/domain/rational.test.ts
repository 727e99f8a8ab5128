import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  ceil,
  compare,
  equal,
  floor,
  greater,
  isWhole,
  max,
  min,
  multiply,
  ONE,
  parseRational,
  rational,
  sum,
  toText,
  ZERO,
} from './rational.ts';
import type { Rational } from './rational.ts';

const someRational: fc.Arbitrary<Rational> = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([n, d]) => rational(n, d));

test.each([
  ['0', '0'],
  ['7', '7'],
  ['-3', '-3'],
  ['2/4', '1/2'],
  ['12/6', '2'],
  ['13/6', '13/6'],
  ['0/5', '0'],
  ['-6/4', '-3/2'],
  ['99999999999999999999999999/3', '33333333333333333333333333'],
])('%s reads as %s in lowest terms', (text, lowest) => {
  expect(toText(parseRational(text)!)).toBe(lowest);
});

test.each([
  '',
  ' 1',
  '1 ',
  '+1',
  '01',
  '1.5',
  '1e3',
  '1/0',
  '1/',
  '/2',
  '1/-2',
  '1/02',
  '１',
  'NaN',
  '1/2/3',
])('%j is not a rational', (text) => expect(parseRational(text)).toBeUndefined());

test('digits without end are not read', () => {
  expect(parseRational('9'.repeat(80))).toBeDefined();
  expect(parseRational('9'.repeat(81))).toBeUndefined();
});

test('what is written reads back as the same value', () => {
  fc.assert(
    fc.property(someRational, (a) => {
      expect(parseRational(toText(a))).toEqual(a);
    }),
  );
});

test('thirds add up exactly, where floats would not', () => {
  const third = rational(1, 3);
  expect(add(add(third, third), third)).toEqual(ONE);
  expect(toText(sum([rational(1, 10), rational(2, 10)]))).toBe('3/10');
});

test('a sum does not depend on order and equals adding one by one', () => {
  fc.assert(
    fc.property(fc.array(someRational, { maxLength: 20 }), (values) => {
      expect(sum(values)).toEqual(values.reduce(add, ZERO));
      expect(sum(values.toReversed())).toEqual(sum(values));
    }),
  );
});

const minus = (a: Rational): Rational => multiply(a, rational(-1));

test('addition and multiplication keep the laws of arithmetic', () => {
  fc.assert(
    fc.property(someRational, someRational, someRational, (a, b, c) => {
      expect(add(a, b)).toEqual(add(b, a));
      expect(add(add(a, b), minus(b))).toEqual(a);
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
    }),
  );
});

test('order is total and agrees with the difference; min and max pick its ends', () => {
  fc.assert(
    fc.property(someRational, someRational, (a, b) => {
      expect(compare(a, b)).toBe(-compare(b, a) + 0);
      expect(Math.sign(Number(add(a, minus(b)).n))).toBe(compare(a, b));
      expect(greater(a, b)).toBe(compare(a, b) === 1);
      expect(equal(a, b)).toBe(compare(a, b) === 0);
      expect(compare(min(a, b), max(a, b))).toBeLessThanOrEqual(0);
      expect([a, b]).toContainEqual(min(a, b));
      expect([a, b]).toContainEqual(max(a, b));
    }),
  );
});

test('floor and ceil enclose the value within one', () => {
  expect(floor(rational(-1, 2))).toBe(-1n);
  expect(ceil(rational(-1, 2))).toBe(0n);
  fc.assert(
    fc.property(someRational, (a) => {
      expect(compare(rational(floor(a)), a)).toBeLessThanOrEqual(0);
      expect(compare(rational(ceil(a)), a)).toBeGreaterThanOrEqual(0);
      expect(ceil(a) - floor(a)).toBe(isWhole(a) ? 0n : 1n);
    }),
  );
});
