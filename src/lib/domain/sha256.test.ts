import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256, sha256Hex, utf8 } from './sha256.ts';

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
])('the published digest of a known message (%#)', (text, digest) => {
  expect(sha256Hex(utf8(text))).toBe(digest);
});

test('every length around the block and padding borders agrees with node:crypto', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
    expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('any bytes, any window of a larger buffer, agree with node:crypto and stay untouched', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), fc.nat(9), (bytes, offset) => {
      const buffer = new Uint8Array(bytes.length + 20);
      buffer.set(bytes, offset);
      const window = buffer.subarray(offset, offset + bytes.length);
      const expected = createHash('sha256').update(bytes).digest();
      expect(Buffer.from(sha256(window)).equals(expected)).toBe(true);
      expect(Buffer.from(window).equals(Buffer.from(bytes))).toBe(true);
    }),
  );
});

test('any text, Japanese and emoji included, agrees with node:crypto as UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(sha256Hex(utf8(text))).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
    }),
  );
  expect(sha256Hex(utf8('合意'))).toBe(createHash('sha256').update('合意', 'utf8').digest('hex'));
});
