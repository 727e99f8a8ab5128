import model from './model.json' with { type: 'json' };
import { keptParts, keptSpans, longestKept, type Part } from './kept.ts';

/*
 * Japanese in phrases, so that a heading breaks between them in every browser. On the server only: browsers are sent
 * parts, never the model. model.json is BudouX 0.9.2, models/ja (© 2021 Google LLC, Apache License 2.0), unchanged; the package
 * itself brings a registry's sign-in and a DOM along, so that its twenty lines are written here.
 */

const groups = new Map<string, Map<string, number>>(
  Object.entries(model).map(([name, scores]) => [name, new Map(Object.entries(scores))]),
);
/** Group of the model, and which signs beside the place it looks at. */
const looks = [
  ...[-3, -2, -1, 0, 1, 2].map((at, i) => [groups.get(`UW${i + 1}`), at, 1] as const),
  ...[-2, -1, 0].map((at, i) => [groups.get(`BW${i + 1}`), at, 2] as const),
  ...[-3, -2, -1, 0].map((at, i) => [groups.get(`TW${i + 1}`), at, 3] as const),
];
const base = -[...groups.values()].flatMap((scores) => [...scores.values()]).reduce((a, b) => a + b, 0) / 2;

/** Where phrases of `text` end. */
function boundaries(text: string): number[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => i + 1).filter((at) => {
    let score = base;
    for (const [scores, from, length] of looks)
      if (at + from >= 0) score += scores?.get(text.slice(at + from, at + from + length)) ?? 0;
    return score > 0;
  });
}

/** What follows に or を and says nothing without it: について, に対する. */
const trailing =
  /^(?:ついて|よる|より|よって|おける|おいて|関する|対する|とって|向けて|伴う|めぐる|通じて|ございま)/;

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** So many signs and fewer do not stand on a line of their own. */
const orphan = 2;

/** `text` in phrases, each kept whole where it fits a line; together they are the text. */
export function phrasesOf(text: string): Part[] {
  if (!japanese.test(text)) return [{ text, kept: false }];
  const spans = keptSpans(text);
  const ends = boundaries(text).filter(
    (at) => !spans.some(([from, to]) => from < at && at < to) && !trailing.test(text.slice(at)),
  );
  if (text.length - (ends.at(-1) ?? 0) <= orphan) ends.pop();
  return [0, ...ends].flatMap((from, i) => {
    const phrase = text.slice(from, ends[i] ?? text.length);
    // a blank is a place to break by itself
    return phrase.length <= longestKept && !/\s/.test(phrase)
      ? [{ text: phrase, kept: true }]
      : keptParts(phrase);
  });
}
