import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant } from './instant.ts';

test.each([
  ['1970-01-01T00:00Z', 0n],
  ['1970-01-01T09:00+09:00', 0n],
  ['1969-12-31T23:59:59.999999999Z', -1n],
  ['2023-02-15T23:59+09:00', 1676473140_000_000_000n],
  ['2023-02-15T23:59:00.5+09:00', 1676473140_500_000_000n],
  ['2024-02-29T12:00:00-03:30', 1709220600_000_000_000n],
])('[T1f] %s is an instant', (text, at) => expect(parseInstant(text)).toBe(at));

test.each([
  '2023-02-15T23:59',
  '2023-02-15T23:59:00',
  '2023-02-15',
  '2023-02-15 23:59+09:00',
  '2023-02-15T23+09:00',
  '2023-02-15T24:00+09:00',
  '2023-02-15T23:60+09:00',
  '2023-02-15T23:59:60Z',
  '2023-02-29T10:00Z',
  '2100-02-29T10:00Z',
  '2023-04-31T10:00Z',
  '2023-13-01T10:00Z',
  '2023-00-01T10:00Z',
  '2023-01-00T10:00Z',
  '2023-02-15T23:59+0900',
  '2023-02-15T23:59+24:00',
  '2023-02-15T23:59+09:60',
  '2023-02-15T23:59:00.1234567890Z',
  '+02023-02-15T23:59Z',
  '2023-02-15T23:59Z ',
  '',
])('[T1f] %j is none', (text) => expect(parseInstant(text)).toBeUndefined());

test('[T1f] every date the platform writes reads as the same moment', () => {
  const noInvalidDate = true;
  const range = { min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') };
  fc.assert(
    fc.property(fc.date({ ...range, noInvalidDate }), (date) => {
      expect(parseInstant(date.toISOString())).toBe(BigInt(date.getTime()) * 1_000_000n);
    }),
  );
});
