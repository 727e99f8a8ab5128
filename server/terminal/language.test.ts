import { expect, test } from 'vitest';
import { terminalLocale } from './language.ts';

test('[F-P41] a terminal is spoken to in the language of its environment', () => {
  expect(terminalLocale({ LANG: 'ja_JP.UTF-8' })).toBe('ja');
  expect(terminalLocale({ LANG: 'ja' })).toBe('ja');
  expect(terminalLocale({ LANG: 'ja_JP.eucJP', LC_ALL: 'en_GB.UTF-8' })).toBe('en');
  expect(terminalLocale({ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ja_JP@cjk' })).toBe('ja');
  for (const none of [{}, { LANG: 'C' }, { LANG: 'C.UTF-8' }, { LC_ALL: 'POSIX' }, { LANG: 'fr_FR.UTF-8' }])
    expect(terminalLocale(none)).toBe('en');
});
