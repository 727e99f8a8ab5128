import { describe, expect, it } from 'vitest';
import { readReceiptCode, receiptCode } from './receipt.ts';
import { shownCode } from '../typed-code.ts';

describe('the code of a reply slip', () => {
  it('[ISS20] has twelve signs of 32 without look-alikes, each as likely as the other', () => {
    const code = receiptCode(Uint8Array.from({ length: 12 }, (_, i) => i * 21));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      const sign = receiptCode(new Uint8Array(12).fill(byte))[0]!;
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
    expect(() => receiptCode(new Uint8Array(11))).toThrow(RangeError);
    expect(shownCode('7K3M9QX2FDRT')).toBe('7K3M-9QX2-FDRT');
  });

  it.each([
    ['7K3M-9QX2-FDRT', '7K3M9QX2FDRT'],
    ['７ｋ３ｍ－９ｑｘ２－ｆｄｒｔ', '7K3M9QX2FDRT'],
    [' 7k3m 9qx2 fdrt ', '7K3M9QX2FDRT'],
    ['OOOO-IIII-llll', '000011111111'],
    ['7K3Mー9QX2ーFDRT', '7K3M9QX2FDRT'],
  ])('[ISS21] %s is read as meant', (typed, code) => {
    expect(readReceiptCode(typed)).toBe(code);
  });

  it.each(['', '7K3M-9QX2', '7K3M-9QX2-FDRTX', '7K3M-9QX2-FDR!', 'あ'.repeat(12), '0'.repeat(100_000)])(
    '[ISS21] what is no code is none',
    (typed) => {
      expect(readReceiptCode(typed)).toBeNull();
    },
  );
});
