import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Message = string | [{ match: Record<string, string> }];

/** Marks of quotation a language uses, and what is quoted in it that stands on no screen. */
const quotes = {
  ja: {
    quoted: /「([^」{]*)」/g,
    // examples of what to write, a degree of agreement, words of the terminal, an apostrophe
    noLabel: [
      "'",
      '協働',
      '進めないでほしい',
      '努める',
      '検討する',
      '二丁目の公園',
      '中学校の前の道',
      'みずき台中学校区',
      '（地区） 地域づくり推進会議',
      'npm run -s yoriai -- backup ファイル名',
      'yoriai verify',
    ],
  },
  en: {
    quoted: /“([^”{]*)”/g,
    noLabel: [
      'the park in block 2',
      'the road by the school',
      '(district) Community Development Promotion Council',
      'npm run -s yoriai -- backup FILE',
      'yoriai verify',
    ],
  },
};

const messagesOf = (locale: string) =>
  Object.entries(
    JSON.parse(readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8')) as Record<
      string,
      Message
    >,
  ).flatMap(([key, message]) =>
    (typeof message === 'string' ? [message] : Object.values(message[0].match)).map(
      (text) => [key, text] as const,
    ),
  );

/** A label as one speaks of it: without what it adds in brackets and without the figure that follows. */
const spokenOf = (text: string) => text.replace(/\s*[（(].*$|(?:：|　|: )?\{.*$/, '');

describe('a text that tells somebody to press, choose or look for something', () => {
  for (const [locale, { quoted, noLabel }] of Object.entries(quotes))
    it(`quotes it as it stands on the screen (${locale})`, () => {
      const messages = messagesOf(locale);
      const labels = new Set(messages.flatMap(([, text]) => [text, spokenOf(text)]));
      const found = messages.flatMap(([key, text]) =>
        [...text.matchAll(quoted)].map(([, label]) => [key, label!] as const),
      );
      expect(found.length).toBeGreaterThan(10);
      expect(found.filter(([, label]) => !labels.has(label) && !noLabel.includes(label)).map(String)).toEqual(
        [],
      );
    });
});
