import { describe, expect, it } from 'vitest';
import { localeOfRequest, negotiate } from './negotiate.ts';

describe('language of a request [design §6: Japanese first, English complete]', () => {
  it('takes the first language we speak, by preference', () => {
    expect(negotiate('en-GB,en;q=0.9,ja;q=0.8')).toBe('en');
    expect(negotiate('fr, ja-JP;q=0.7, en;q=0.9')).toBe('en');
    expect(negotiate('zh-TW, ja;q=0.3')).toBe('ja');
  });
  it('takes a region for its language', () => {
    expect(negotiate('en-AU')).toBe('en');
    expect(negotiate('ja-Latn, en;q=0.1')).toBe('en');
    expect(negotiate('not a tag!, en;q=0.1')).toBe('en');
  });
  it('answers nothing where we speak none, so that the base language follows', () => {
    expect(negotiate('fr, de;q=0.5')).toBeUndefined();
    expect(negotiate('')).toBeUndefined();
    expect(negotiate(null)).toBeUndefined();
    expect(negotiate('en;q=0')).toBeUndefined();
    expect(negotiate('jam')).toBeUndefined();
  });

  it('keeps the language chosen on this device before anything the header asks for', () => {
    const asked = (cookie: string) =>
      localeOfRequest(new Headers({ cookie, 'accept-language': 'ja, en;q=0.5' }));
    expect(asked('a=1; yoriai_locale=en; b=2')).toBe('en');
    expect(asked('yoriai_locale=xx')).toBe('ja');
    expect(asked('not_yoriai_locale=en')).toBe('ja');
  });
});
