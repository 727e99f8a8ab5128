import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWords, searchable, withoutEndings } from './fold.ts';
import { cpuOf } from '#tests/fixtures/took.ts';

/** Whether a search for `asked` finds `written`. */
const finds = (asked: string, written: string) =>
  searchable(written).includes(withoutEndings(foldWords(asked)));

describe('words as searches compare them', () => {
  it('[ISS26] kana, width and case are one; folding twice is folding once', () => {
    expect(foldWords('ゴミの　ＰＴＡ\nﾊﾞｽ')).toBe('ごみの pta ばす');
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...'ー−-〜々髙齋斎ヶか゛買い物\ufe00', '\u{e0100}'),
        fc.string({ unit: 'binary', maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, (words) => foldWords(foldWords(words)) === foldWords(words)),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['3月～4月', '3月〜4月'],
    ['３月−４月', '3月―4月'],
    ['10-12時', '10－12時'],
    ['コーヒー', 'コ−ヒ―'],
    ['ｺｰﾋｰ', 'コーヒー'],
    ['東京ー大阪', '東京−大阪'],
    ['高崎公園', '髙﨑公園'],
    ['髙嵜', '高崎'],
    ['渡辺', '渡邉'],
    ['渡邊', '渡辺'],
    ['斉藤', '齋藤'],
    ['斎藤', '齊藤'],
    ['学校', '學校'],
    ['國澤濵廣', '国沢浜広'],
    ['吉田', '𠮷田'],
    ['辻', '辻\u{e0101}'],
    ['緑ヶ丘', '緑ケ丘'],
    ['佐々木', '佐佐木'],
    ['買い物', '買物'],
    ['買物', '買い物支援'],
    ['買い', '買い物'],
    ['い物', '買い物'],
    ['話し合い', '話合い'],
    ['受け付け', '受付け'],
    ['申し込み', '申込み'],
    ['ゴミ', 'ごみの分別'],
  ])('[F-P30] [F-R11] 「%s」 finds 「%s」', (asked, written) => {
    expect(finds(asked, written)).toBe(true);
  });

  it.each([
    ['町会', '町の会'],
    ['子会', '子ども会'],
    ['道暗', '道が暗い'],
    ['高い', '安い'],
  ])('[F-P30] 「%s」 does not find 「%s」', (asked, written) => {
    expect(finds(asked, written)).toBe(false);
  });

  it('[F-P30] long runs are folded in one pass', () => {
    const long = 'あ' + 'ー'.repeat(200_000) + '買い'.repeat(100_000) + '々'.repeat(100_000);
    expect(cpuOf(() => searchable(long))).toBeLessThan(2_000);
  });
});
