import { describe, expect, it } from 'vitest';
import { runsOf, wordsLanguage } from './words-language.ts';

describe('[F-R20] the language of words that people wrote', () => {
  it.each([
    ['見守りの分担', 'en', 'ja'],
    ['ゴミ', 'en', 'ja'],
    ['見守りの分担', 'ja', undefined],
    ['쓰레기', 'en', 'ko'],
    ['The lamp in our street is broken', 'ja', 'en'],
    ['The lamp in our street is broken', 'en', undefined],
    ['PTA', 'ja', undefined],
    ['Đèn đường bị hỏng', 'ja', undefined],
    ['12:30', 'en', undefined],
    ['', 'en', undefined],
  ])('%s on a page in %s: %s', (words, page, told) => {
    expect(wordsLanguage(words, page)).toBe(told);
  });

  it.each([
    ['Chair: 会田 誠一, 21 present', [['Chair: '], ['会田', 'ja'], [' '], ['誠一', 'ja'], [', 21 present']]],
    ['PTA連絡会の第3回', [['PTA'], ['連絡会の第3回', 'ja']]],
    ['「見守り」 was decided', [['「見守り」', 'ja'], [' was decided']]],
    ['nothing foreign', [['nothing foreign']]],
    ['서울 and 東京', [['서울', 'ko'], [' and '], ['東京', 'ja']]],
  ] as const)('parts %s where it changes', (sentence, parts) => {
    expect(runsOf(sentence, 'en')).toEqual(parts.map(([text, lang]) => (lang ? { text, lang } : { text })));
    expect(
      runsOf(sentence, 'en')
        .map(({ text }) => text)
        .join(''),
    ).toBe(sentence);
  });

  it('is one run on a Japanese page', () => {
    expect(runsOf('第3回 Chair: 会田', 'ja')).toEqual([{ text: '第3回 Chair: 会田' }]);
  });
});
