import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalDataIn, personalKindsIn } from './privacy.ts';

const parts = (text: string): string[] =>
  personalDataIn(text).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);

describe('personal data in public text', () => {
  it.each([
    ['連絡先は03-1234-5678です', 'phone:03-1234-5678'],
    ['０９０－１２３４－５６７８まで', 'phone:０９０－１２３４－５６７８'],
    ['電話は042ー123ー4567へ', 'phone:042ー123ー4567'],
    ['09012345678', 'phone:09012345678'],
    ['0421234567（夜間）', 'phone:0421234567'],
    ['090-12345678', 'phone:090-12345678'],
    ['(042)123-4567', 'phone:(042)123-4567'],
    ['０４２（１２３）４５６７', 'phone:０４２（１２３）４５６７'],
    ['+81 90-1234-5678', 'phone:+81 90-1234-5678'],
    ['03-1234-5678 10時から', 'phone:03-1234-5678'],
    ['〇九〇－一二三四－五六七八', 'phone:〇九〇－一二三四－五六七八'],
    ['0120-123-456', 'phone:0120-123-456'],
  ])('[ISS10] telephone: %s', (text, found) => {
    expect(parts(text)).toEqual([found]);
  });

  it.each([
    ['090.1234.5678', 'phone:090.1234.5678'],
    ['０９０．１２３４．５６７８', 'phone:０９０．１２３４．５６７８'],
    ['090・1234・5678', 'phone:090・1234・5678'],
    ['090･1234･5678', 'phone:090･1234･5678'],
    ['090 - 1234 - 5678', 'phone:090 - 1234 - 5678'],
    ['090/1234/5678', 'phone:090/1234/5678'],
    ['090_1234_5678', 'phone:090_1234_5678'],
    ['090　1234　5678', 'phone:090　1234　5678'],
    ['090\u00a01234\u20035678', 'phone:090\u00a01234\u20035678'],
    ['03 (1234) 5678', 'phone:03 (1234) 5678'],
    ['〇九〇一二三四五六七八', 'phone:〇九〇一二三四五六七八'],
    ['○九○・一二三四・五六七八', 'phone:○九○・一二三四・五六七八'],
    ['零三 一二三四 五六七八', 'phone:零三 一二三四 五六七八'],
    ['〇九〇ー１２３４ー5678', 'phone:〇九〇ー１２３４ー5678'],
    ['0\u200b9\u200b0-1234-5678', 'phone:0\u200b9\u200b0-1234-5678'],
    ['090\u200d1234\u200d5678です', 'phone:090\u200d1234\u200d5678'],
    ['09\u00ad0123\u206045678', 'phone:09\u00ad0123\u206045678'],
    [
      '0\ufe0f\u20e39\ufe0f\u20e30\ufe0f\u20e312345678',
      'phone:0\ufe0f\u20e39\ufe0f\u20e30\ufe0f\u20e312345678',
    ],
    ['a\u200b@\u200bexample.jp', 'email:a\u200b@\u200bexample.jp'],
    ['1234.5678.9012', 'twelve_digits:1234.5678.9012'],
  ])('[ISS10] [F-R21] however it is spelled: %s', (text, found) => {
    expect(parts(text)).toEqual([found]);
  });

  it.each([
    ['番号は123456789012', 'twelve_digits:123456789012'],
    ['１２３４　５６７８　９０１２', 'twelve_digits:１２３４　５６７８　９０１２'],
    ['1234-5678-9012。', 'twelve_digits:1234-5678-9012'],
  ])('[ISS10] twelve digits: %s', (text, found) => {
    expect(parts(text)).toEqual([found]);
  });

  it.each([
    ['みずき台三丁目12番4号の前', 'address:三丁目12番4号'],
    ['みずき台３丁目１２－４', 'address:３丁目１２－４'],
    ['一丁目2番地付近', 'address:一丁目2番地'],
    ['大字みずき１２番地の３に', 'address:１２番地の３'],
    ['5番7号', 'address:5番7号'],
    ['みずき台1-2-3の家', 'address:1-2-3'],
    ['団地3号棟305号室', 'address:3号棟305号室'],
    ['305号室の方', 'address:305号室'],
  ])('[ISS10] address: %s', (text, found) => {
    expect(parts(text)).toEqual([found]);
  });

  it.each([
    ['mail to sato.h+1@example.co.jp まで', 'email:sato.h+1@example.co.jp'],
    ['ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'email:ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ'],
  ])('[ISS10] e-mail: %s', (text, found) => {
    expect(parts(text)).toEqual([found]);
  });

  it.each([
    'みずき台一丁目町会が月2回まわります',
    '一番地域で困っているのは買物です',
    '2023-02-15 19:00〜20:30、令和5-2-15、資料1-2-3',
    '参加25人のうち21人、予算859,000円、2022-08号',
    '第1集会所、3号棟の前、三番目の議題',
    '午後7時から9時まで。坂の上の班で12世帯',
    '一二三四五六七八九',
    '口座 1234567、会員証 12345678901234567890',
    '＠みんな　集まりましょう',
    '03時12分、10-20-30歩、0-0',
    '○○○-○○○○-○○○○ のような番号',
    '2023.02.15 19.00、第3.1版、0.5・1.5・2.5 m、05/02/2023',
    '一・二・三丁目、二〇二三年',
  ])('[ISS11] leaves in peace: %s', (text) => {
    expect(parts(text)).toEqual([]);
  });

  it('[ISS12] places are those of the text as given, findings in order and apart', () => {
    const text = '👵一人暮らし。電話０３－１２３４－５６７８、a@b.jp、みずき台3丁目1番2号';
    expect(parts(text)).toEqual(['phone:０３－１２３４－５６７８', 'email:a@b.jp', 'address:3丁目1番2号']);
    expect(personalKindsIn(`${text} 03-1234-5678`)).toEqual(['address', 'email', 'phone']);
    const piece = fc.constantFrom(
      '0',
      '３',
      '丁目',
      '番',
      '地',
      '号',
      '-',
      'ー',
      '@',
      'a',
      '.',
      ' ',
      '一',
      '〇',
      '(',
      ')',
      '+81',
      '棟',
      '室',
      '\u200b',
      '\u200d',
      '・',
      '○',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((p) => p.join('')),
        (random) => {
          let last = 0;
          for (const { start, end } of personalDataIn(random)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(random.length);
            last = end;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('[ISS13] takes linear time on 100,000 hostile characters', () => {
    // its own time, not that of a machine which others use
    const before = process.cpuUsage();
    for (const piece of ['\u200b0', '0', '1-', 'a', 'a.', '三丁目', '1番', '一', '0 ', '(0', '+81', '@a.'])
      personalDataIn(piece.repeat(Math.ceil(100_000 / piece.length)));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
  });
});
