/**
 * Names out of texts and back (MIN3–MIN5): a full name of the roster in a text becomes a placeholder, so that a
 * person can be erased and the seal still holds. Surnames alone are left: many are words, or somebody else's.
 * Source: safety D.6, I11.
 */
import { typedSpelling, withoutVariants } from '../canonical/names.ts';
import type { CanonicalValue } from '../canonical/json.ts';

/** A name and the path under which it is disclosed. */
export interface PathName {
  readonly path: string;
  readonly name: string;
}

const placeholderPattern = /\{\{p:([a-z][a-z0-9_-]*(?:\/[a-z0-9_-]+)*)\}\}/g;

export function placeholder(path: string): string {
  return `{{p:${path}}}`;
}

/** `text` in which nothing people typed can pass for a placeholder (MIN5). */
export function defused(text: string): string {
  return text.replaceAll('{{p:', '｛｛p:');
}

/** `text` with every full name replaced by its placeholder; with or without a blank inside the name (MIN4). */
export function hideNames(text: string, names: readonly PathName[]): string {
  const known = names.flatMap(({ path, name }) => {
    const source = sourceOf(name);
    return source === null ? [] : [{ path, source, length: name.length }];
  });
  if (known.length === 0) return text;
  // The longest first: 林 佳玲 must not be found inside 小林 佳玲 when both are known.
  known.sort((a, b) => b.length - a.length);
  const any = new RegExp(known.map(({ source }) => `(${source})`).join('|'), 'gu');
  return text.replace(any, (...match: unknown[]) => {
    const index = known.findIndex((_, i) => match[i + 1] !== undefined);
    return placeholder(known[index]?.path ?? '');
  });
}

/** Which of `names` stand in plain text anywhere in `value`: the check before sealing. */
export function namesLeft(value: CanonicalValue, names: readonly string[]): string[] {
  const texts = textsIn(value);
  return names.filter((name) => texts.some((text) => hideNames(text, [{ path: 'x', name }]) !== text));
}

/** Paths of all placeholders in `value`, each once, in the order of the document. */
export function placeholdersIn(value: CanonicalValue): string[] {
  return [
    ...new Set(
      textsIn(value).flatMap((text) => [...text.matchAll(placeholderPattern)].map((m) => m[1] ?? '')),
    ),
  ];
}

/** `text` with its placeholders filled: by `lookup`, or by `erased` where it gives nothing any more. */
export function fillNames(
  text: string,
  lookup: (path: string) => string | undefined,
  erased: string,
): string {
  return typedSpelling(text.replace(placeholderPattern, (_, path: string) => lookup(path) ?? erased));
}

/** null for what is too short to be told from a word. */
function sourceOf(name: string): string | null {
  const parts = withoutVariants(name.normalize('NFC'))
    .trim()
    .split(/[\s\u3000・]+/u);
  if (parts.join('').length < 3) return null;
  const source = parts.map(lettersOf).join('[\\s\\u3000・]?');
  // Latin names are words among words; Japanese has no blanks to tell by.
  return /^[\p{Script=Latin}\s]+$/u.test(name) ? `\\b${source}\\b` : source;
}

/** Each letter as it is, a kanji also as a variant of itself: what people type seldom has the selector. */
function lettersOf(part: string): string {
  return [...part]
    .map((sign) =>
      /\p{Script=Han}/u.test(sign)
        ? `${sign}[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]?`
        : sign.replace(/[.*+?^${}()|[\]\\/-]/, '\\$&'),
    )
    .join('');
}

function textsIn(value: CanonicalValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part: CanonicalValue) => textsIn(part));
}
