import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex, utf8 } from '../sha256.ts';
import { canonicalText, spokenHash, textHash } from './text.ts';
import { spokenWords } from './spoken-words.ts';

describe('canonical text', () => {
  it('[CAN6] one line end, no space at line ends, no empty lines at the end, NFC', () => {
    expect(canonicalText('か\u3099いぎ \r\n町会\u3000\t\rは 月2回\u2028\n\n')).toBe('がいぎ\n町会\nは 月2回');
    expect(canonicalText('\n\n　字下げは残す\n\n段落も')).toBe('\n\n　字下げは残す\n\n段落も');
  });

  it('[CAN7] takes out control characters, direction marks and invisible characters; keeps tabs, joiners and variants', () => {
    expect(canonicalText('a\u0000b\u001b\u007f\u0090c')).toBe('abc');
    expect(canonicalText('\u202e賛成\u2066\u200f\u061c\u202c')).toBe('賛成');
    expect(canonicalText('賛\u200b成\ufeff\u2060\u{e0041}')).toBe('賛成');
    expect(canonicalText('a\tb👨\u200d👩\u200d👧葛\u{e0100}城')).toBe('a\tb👨\u200d👩\u200d👧葛\u{e0100}城');
  });

  it('[CAN7] half a surrogate pair becomes the replacement character', () => {
    expect(canonicalText('a\ud83db\ude00')).toBe('a\ufffdb\ufffd');
  });

  it('[CAN6] applied twice it gives the same text, on any input, in linear time', () => {
    const nasty = fc.constantFrom(
      ' ',
      '\u3000',
      '\n',
      '\r',
      '\u200b',
      '\u202e',
      '\u3099',
      'か',
      'e',
      '\u0301',
      '\ud83d',
      '\ude00',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(nasty).map((p) => p.join('')),
        ),
        (text) => {
          expect(canonicalText(canonicalText(text))).toBe(canonicalText(text));
        },
      ),
      { numRuns: 2000 },
    );
    expect(canonicalText(' '.repeat(200_000) + 'x' + '\n'.repeat(200_000) + 'y')).toHaveLength(400_002);
  });

  it('[CAN8] two spellings of one text share their hash, SHA-256 of its UTF-8', () => {
    expect(textHash('がいぎ\r\n')).toBe(textHash('か\u3099いぎ'));
    expect(textHash('abc\n')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(textHash('週2回')).not.toBe(textHash('週1回'));
  });
});

describe('spoken hash', () => {
  it('[CAN9] reads the first three bytes as three words', () => {
    expect(spokenHash('000102' + 'f'.repeat(58))).toEqual(spokenWords.slice(0, 3));
    expect(spokenHash(textHash('声かけ訪問は週1回'))).toHaveLength(3);
    expect(spokenHash('ff'.repeat(12), 12)).toEqual(Array.from({ length: 12 }, () => spokenWords[255]));
  });

  it('[CAN9] there are 256 hiragana words of three to six kana, in an order that never changes', () => {
    expect(new Set(spokenWords).size).toBe(256);
    for (const word of spokenWords) expect(word).toMatch(/^[ぁ-ん]{3,6}$/);
    // Printed slips carry these words for years. Never update this value; a new list needs a new rule.
    expect(sha256Hex(utf8(spokenWords.join(' ')))).toBe(
      '13a65b78ab34dd95ef2da9ece7a3c7019e3e2d51282bce072af606845b3f1d1f',
    );
  });

  it('[CAN9] any two words differ in two kana even when voicing and small kana are not heard', () => {
    const plain = spokenWords.map((w) =>
      [...w.normalize('NFD').replace(/[\u3099\u309a]/g, '')]
        .map((c) =>
          'ぁぃぅぇぉゃゅょっ'.indexOf(c) < 0 ? c : 'あいうえおやゆよつ'['ぁぃぅぇぉゃゅょっ'.indexOf(c)]!,
        )
        .join(''),
    );
    for (let a = 0; a < plain.length; a++)
      for (let b = 0; b < a; b++)
        expect(distance(plain[a]!, plain[b]!), `${plain[a]} ${plain[b]}`).toBeGreaterThanOrEqual(2);
  });
});

/** Levenshtein distance in kana. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
