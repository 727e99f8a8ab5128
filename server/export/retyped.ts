/* What Excel and LibreOffice make of a cell of a CSV that was meant as words. */

/** It begins like a formula, also in wide characters or behind blanks. */
const active = /^[\s\u3000\u00a0\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/u;

/** Whether a spreadsheet would take the words for something else: 2022-04 for April, 007 for 7, 1/2 for a date. */
export function retyped(words: string): boolean {
  if (active.test(words)) return true;
  // wide figures and signs are read like narrow ones, and so is what stands between blanks
  const plain = words.normalize('NFKC').replace(/\0/g, '').trim().toLowerCase();
  return constant.test(plain) || (/\p{Nd}|元/u.test(plain) && figures.test(plain));
}

/** TRUE, #N/A: neither is a word there. */
const constant = /^(?:true|false|#(?:n\/a|ref!|name\?|value!|div\/0!|null!|num!|spill!|calc!))$/;

/**
 * Nothing but figures and what stands in numbers, amounts, dates and times, in Japanese and English: 1,000 · (12) ·
 * ¥500 · 50% · 1e5 · 2/8 · 10:30 pm · 令和5年2月8日 · r5.2.8 · mar-1 · 10時30分.
 */
const era = '明治|大正|昭和|平成|令和|(?<!\\p{L})[mtshr](?=[\\s.]*\\p{Nd})';
const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const weekday = '(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?';
const signs = "[\\p{Nd}\\s.,:;/()%'’+_\\u2010-\\u2015\\u2212~¥$€£₩年月日時分秒元円-]";
const between = '[ap]\\.?m|午[前後]|(?<=\\p{Nd})[et](?=[+-]?\\p{Nd})|(?<=\\p{Nd})z$';
// no two of these begin alike at the same place, so that long words are read once
const figures = new RegExp(`^(?:${era}|${month}|${weekday}|${between}|${signs})+$`, 'u');
