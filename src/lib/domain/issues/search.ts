import { foldWords, searchable, withoutEndings } from '../canonical/fold.ts';

/**
 * Finding issues by their words (ISS26–ISS28): what the index holds, how a query is taken apart, how alike two issues
 * are. Japanese has no blanks between words and many words of two signs: a trigram index finds three signs and more,
 * shorter ones are looked for in the text itself. Keeping the index is server/db/issue-words.ts.
 */

/** What is asked at most, in characters; longer queries are cut. */
const longestQuery = 100;
const mostTerms = 8;

/** What the index holds of an issue: its title first, then where it is and what it says. */
export function indexWords(issue: {
  readonly title: string;
  readonly place: string;
  readonly body: string;
}): string {
  return [issue.title, issue.place, issue.body].map(searchable).filter(Boolean).join('\n');
}

export interface SearchTerms {
  /** Three signs and more: for the trigram index. */
  readonly long: readonly string[];
  /** One or two signs: looked for in the words themselves. */
  readonly short: readonly string[];
}

/** The terms of a query, all of which an issue must contain, folded and each once. */
export function searchTerms(query: string): SearchTerms {
  const folded = withoutEndings(foldWords(query.slice(0, longestQuery)));
  const terms = [...new Set(folded.split(/[\s、。,・]+/))].filter((term) => term !== '').slice(0, mostTerms);
  const long = terms.filter((term) => [...term].length >= 3);
  const short = terms.filter((term) => [...term].length < 3);
  return { long, short };
}

/** The issue that words call by its number (LST3): 7, 07, 課題 07, 第7号, #7; null where they call none. */
export function issueCalled(words: string): number | null {
  const digits = /^(?:課題|#|issue)? ?(?:第|no\.?)? ?(\d{1,6})号?$/.exec(foldWords(words))?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Whether `text` holds every word of `query`, both folded (ISS26): lists are searched as issues are. */
export function holdsWords(text: string, query: string): boolean {
  const { long, short } = searchTerms(query);
  const looked = searchable(text);
  return [...long, ...short].every((term) => looked.includes(term));
}

/** Runs of `n` signs of a folded text, each once; signs of punctuation end a run. */
export function gramsOf(text: string, n: number): ReadonlySet<string> {
  const grams = new Set<string>();
  for (const part of foldWords(text).split(/[\p{P}\p{S}\s]+/u)) {
    const signs = [...part];
    for (let i = 0; i + n <= signs.length; i++) {
      let gram = '';
      for (let k = i; k < i + n; k++) gram += signs[k];
      grams.add(gram);
    }
  }
  return grams;
}

/** Runs of kana alone (しています, ことが) say nothing of what it is about. */
const saysLittle = /^[\u3041-\u3096ー]+$/;

/** Runs of three by which candidates for the same worry are fetched; at most `most`, those of the title first. */
export function likenessGrams(title: string, body: string, most = 60): string[] {
  const grams = [...gramsOf(title, 3), ...gramsOf(body.slice(0, 400), 3)];
  return [...new Set(grams)].filter((gram) => !saysLittle.test(gram)).slice(0, most);
}

export interface Alike {
  readonly title: string;
  readonly body: string;
}

/** The runs an issue is told by: taken once of an issue that is held against many. */
export interface Telling {
  readonly title: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
}

/** Runs of two signs that are not kana alone, of the title and of title and text. */
export function tellingRuns({ title, body }: Alike): Telling {
  return { title: telling(title), whole: telling(`${title}\n${body}`) };
}

/**
 * How alike two issues are, 0…1 (ISS28): shared telling runs, titles for two thirds, texts for one. Symmetric; 1 for
 * the same.
 */
export function likeness(a: Telling, b: Telling): number {
  return (2 * dice(a.title, b.title) + dice(a.whole, b.whole)) / 3;
}

/** From here on an issue is shown as perhaps the same. */
export const alikeFrom = 0.2;

function dice(x: ReadonlySet<string>, y: ReadonlySet<string>): number {
  if (x.size + y.size === 0) return 0;
  let shared = 0;
  for (const gram of x) if (y.has(gram)) shared++;
  return (2 * shared) / (x.size + y.size);
}

function telling(text: string): ReadonlySet<string> {
  const grams = gramsOf(text.slice(0, 1000), 2);
  const kept = new Set([...grams].filter((gram) => !saysLittle.test(gram)));
  // a title in kana alone has nothing else to be told by
  return kept.size > 0 ? kept : grams;
}
