import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedName, fullWidthKana, initialOf, sameName, sealedSpelling, typedSpelling } from './names.ts';
import { canonicalName, canonicalText } from './text.ts';

const compatibility = fc
  .oneof(fc.integer({ min: 0xf900, max: 0xfaff }), fc.integer({ min: 0x2f800, max: 0x2fa1f }))
  .map((code) => String.fromCodePoint(code));
const name = fc
  .array(
    fc.oneof(compatibility, fc.constantFrom('大', '沢', ' ', '　', 'か\u3099', '辻\u{e0101}', 'é', 'Ann')),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

describe('names of people', () => {
  it('[F-P25] [CAN11] keep their letters, where words are composed', () => {
    expect(canonicalText('\ufa10 \ufa1a')).toBe('\u585a \u7965');
    expect(canonicalName('\ufa10 \ufa1a か\u3099')).toBe('\ufa10 \ufa1a が');
    fc.assert(
      fc.property(name, (typed) => {
        const kept = canonicalName(typed);
        expect(kept.normalize('NFC')).toBe(canonicalText(typed));
        expect(canonicalName(kept)).toBe(kept);
        expect([...kept.matchAll(/[\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu)].map(String)).toEqual(
          [...typed.matchAll(/[\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu)].map(String),
        );
      }),
    );
  });

  it('[F-P25] [CAN11] are sealed in NFC without losing a letter, and read back as typed', () => {
    // as Unicode's StandardizedVariants.txt has them
    for (const [letter, sequence] of [
      ['\ufa10', '\u585a\ufe00'],
      ['\ufa1a', '\u7965\ufe00'],
      ['\ufa19', '\u795e\ufe00'],
      ['\uf914', '\u6a02\ufe00'],
      ['\uf95c', '\u6a02\ufe01'],
      ['\uf9bf', '\u6a02\ufe02'],
      ['\u{2f805}', '\u4fae\ufe01'],
    ] as const)
      expect([sealedSpelling(letter), typedSpelling(sequence)]).toEqual([sequence, letter]);
    fc.assert(
      fc.property(name, (typed) => {
        const sealed = sealedSpelling(canonicalName(typed));
        expect(sealed.normalize('NFC')).toBe(sealed);
        expect(typedSpelling(sealed)).toBe(canonicalName(typed));
      }),
    );
  });

  it('[CAN11] are compared by what they say', () => {
    expect(sameName('大沢　文江', '大沢 文江')).toBe(true);
    expect(sameName('第１ 町会', '第1町会')).toBe(true);
    expect(sameName('ＰＴＡ', 'pta')).toBe(true);
    expect(sameName('\ufa10田', '塚田')).toBe(true);
    expect(sameName('辻\u{e0101} 実', '辻実')).toBe(true);
    expect(sameName('ｺﾐｭﾆﾃｨ', 'コミュニティ')).toBe(true);
    expect(sameName('大沢', '大澤')).toBe(false);
    expect(sameName(' ', '')).toBe(false);
    fc.assert(fc.property(fc.string(), (text) => foldedName(foldedName(text)) === foldedName(text)));
  });

  it('[F-P25] an initial keeps what belongs to it', () => {
    expect(initialOf('辻\u{e0101} 実')).toBe('辻\u{e0101}');
    expect(initialOf(' か\u3099く')).toBe('か\u3099');
    expect(initialOf('𠮷野')).toBe('𠮷');
    expect(initialOf('')).toBe('');
  });

  it('[F-P24] half-width kana become full-width, nothing else changes', () => {
    expect(fullWidthKana('ｵｵｻﾜ ﾌﾐｴ ｶﾞｸﾞ 第１ \ufa10')).toBe('オオサワ フミエ ガグ 第１ \ufa10');
  });
});
