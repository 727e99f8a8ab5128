/**
 * The language of words that people wrote, told by their script: for `lang`, so that a screen reader takes the right voice
 * and a browser the right face. Kana and kanji are Japanese here, hangul is Korean; of Latin letters only plain English is
 * told, by its small words. What cannot be told is left to the page.
 */

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const hangul = /\p{Script=Hangul}/u;
/** Japanese with its own signs, and figures or letters between them: 「第4回」, 「PTA連絡会」 stays one. */
const foreignRun =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef](?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef・ー0-9A-Za-z]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef])?/gu;
const smallWords = /\b(?:the|and|of|to|is|are|in|for|with|on|we|our|not|there|have|this|that)\b/gi;

/** Language tag of words on a page in `page`; undefined where it is the page's own, or cannot be told. */
export function wordsLanguage(words: string, page: string): string | undefined {
  const told = japanese.test(words) ? 'ja' : hangul.test(words) ? 'ko' : english(words) ? 'en' : undefined;
  return told === page ? undefined : told;
}

function english(words: string): boolean {
  return /^[\x20-\x7e\n‘’“”–]+$/.test(words) && (words.match(smallWords)?.length ?? 0) >= 2;
}

export interface Run {
  readonly text: string;
  /** undefined: the page's own. */
  readonly lang?: string | undefined;
}

/** A sentence of the page with names and titles of another language in it, parted where the language changes. */
export function runsOf(sentence: string, page: string): readonly Run[] {
  const whole = wordsLanguage(sentence, page);
  if (whole === undefined || !(japanese.test(sentence) || hangul.test(sentence)))
    return [{ text: sentence, lang: whole }];
  const runs: Run[] = [];
  let last = 0;
  for (const match of sentence.matchAll(foreignRun)) {
    if (match.index > last) runs.push({ text: sentence.slice(last, match.index) });
    runs.push({ text: match[0], lang: wordsLanguage(match[0], page) });
    last = match.index + match[0].length;
  }
  if (last < sentence.length) runs.push({ text: sentence.slice(last) });
  return runs;
}
