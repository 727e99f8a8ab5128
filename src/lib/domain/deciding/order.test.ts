import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCodePoint, sorted } from './order.ts';

test('[T17] lists are in code point order, where JavaScript would put 𠮷 before ﾊ', () => {
  expect(['𠮷', 'ﾊ', 'b', 'a', '', 'ab'].sort()).toEqual(['', 'a', 'ab', 'b', '𠮷', 'ﾊ']);
  expect(sorted(['𠮷', 'ﾊ', 'b', 'a', '', 'ab'])).toEqual(['', 'a', 'ab', 'b', 'ﾊ', '𠮷']);
});

test('[T17] the order is that of the UTF-8 bytes, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(byCodePoint(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
