import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusalCodes } from '#lib/domain/refusal.ts';

const read = (locale: string) =>
  JSON.parse(readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
const ja = read('ja');
const en = read('en');
const params = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** Japanese says it with a counter word where English says nothing. */
const emptyInEnglish = new Set(['result_people_unit']);

describe('message catalogues [design §6: Japanese first, English complete]', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  });

  it('say something under every key', () => {
    expect(Object.keys(ja).filter((key) => ja[key]!.trim() === '')).toEqual([]);
    expect(Object.keys(en).filter((key) => en[key]!.trim() === '' && !emptyInEnglish.has(key))).toEqual([]);
  });

  it('take the same figures in both languages', () => {
    const odd = Object.keys(ja).filter((key) => params(ja[key]!).join() !== params(en[key] ?? '').join());
    expect(odd).toEqual([]);
  });

  it('English has no Japanese left in it, but for the name of the other language and the seal', () => {
    const drawn = new Set(['ui_language', 'me_language_ja', 'minutes_seal_mark']);
    expect(
      Object.keys(en).filter((key) => !drawn.has(key) && /[\u3040-\u30ff\u4e00-\u9fff]/.test(en[key]!)),
    ).toEqual([]);
  });

  it('have words and a next step for every refusal', () => {
    const missing = refusalCodes
      .map((code) => `refusal_${code.replaceAll('-', '_')}`)
      .flatMap((key) => [key, `${key}_next`])
      .filter((key) => !(key in ja));
    expect(missing).toEqual([]);
  });

  it('[domain §2e] 合意 is never said of a majority, 承認 never of a report', () => {
    expect(ja.outcome_label_passed_by_majority).not.toContain('合意');
    expect(
      Object.entries(ja).filter(([key, text]) => key.includes('report') && text.includes('承認')),
    ).toEqual([]);
  });
});
