/**
 * Finding what must not stand on a public card (ISS10–ISS13, I11): telephone numbers, numbers of twelve digits,
 * addresses, e-mail, names before a form of address, in Japanese text, half and full width, in kanji digits, with dots, and
 * with signs between them that nobody sees. It warns and flags;
 * deciding stays with people. Source: R-YOS-13. Names of the roster in minutes: see minutes/names.ts. No lookbehind:
 * older phones cannot read it.
 */
import { personNamesIn } from './person-names.ts';

const personalKinds = ['address', 'email', 'name', 'phone', 'twelve_digits'] as const;
export type PersonalKind = (typeof personalKinds)[number];

export interface PersonalFinding {
  readonly kind: PersonalKind;
  /** Place in the text as given, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

interface Pattern {
  readonly kind: PersonalKind;
  readonly regex: RegExp;
  /** Whether the text just before the match allows it; digits must not be cut out of a longer number. */
  readonly after?: (before: string) => boolean;
  readonly digits?: readonly [least: number, most: number];
  /** So many different digits at least: ○○○-○○○○-○○○○ stands for a number, and is none. */
  readonly different?: number;
}

const kanjiDigits = '〇一二三四五六七八九';
const noMoreDigits = '(?![0-9]|-[0-9])';
/** Between the groups of a telephone number: a hyphen, a dot, a slash, with blanks around it or blanks alone. */
const between = '[-. ・·/_]{1,3}';
const n = '[0-9〇一二三四五六七八九十百]{1,5}';
/** 一番地域 is no address: 番地 stands before kana, signs, the end, or 付近 and the like. */
const banchi = '番地(?:(?!\\p{Script=Han})|(?=[付先内前]))';

const standsAlone = (before: string): boolean => !/[0-9]-?$/.test(before);
const afterPlaceName = (before: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u.test(before) &&
  !/(?:令和|平成|昭和|資料|議題)$/.test(before);

/** Of two that overlap the earlier counts. Every repetition is bounded, so that time stays linear in the text. */
const patterns: readonly Pattern[] = [
  { kind: 'email', regex: /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/gi },
  {
    kind: 'twelve_digits',
    regex: new RegExp(`[0-9]{4}(?:${between})?[0-9]{4}(?:${between})?[0-9]{4}${noMoreDigits}`, 'g'),
    after: standsAlone,
  },
  ...[
    `0[0-9]{1,4}${between}[0-9]{1,4}${between}[0-9]{3,4}`,
    `0[0-9]{1,3}${between}[0-9]{6,8}`,
    `\\(0[0-9]{1,4}\\) ?[0-9]{1,4}(?:${between})?[0-9]{4}`,
    `0[0-9]{1,4} ?\\([0-9]{1,4}\\) ?[0-9]{4}`,
    `0[0-9]{9,10}`,
    `\\+81(?:${between})?(?:\\(0\\))?[0-9]{1,4}(?:${between})?[0-9]{1,4}(?:${between})?[0-9]{3,4}`,
  ].map((form): Pattern => ({
    kind: 'phone',
    regex: new RegExp(form + noMoreDigits, 'g'),
    after: standsAlone,
    digits: [10, 13],
  })),
  // 三丁目 alone is a part of town and the name of many an association.
  { kind: 'address', regex: new RegExp(`${n}丁目 ?(?:${n}番(?: ?${n}号|地)?|${n}-${n}(?:-${n})?)`, 'g') },
  { kind: 'address', regex: new RegExp(`${n}(?:番 ?${n}号|${banchi})(?:の${n})?`, 'gu') },
  {
    kind: 'address',
    regex: new RegExp(`[0-9]{1,3}-[0-9]{1,4}-[0-9]{1,4}${noMoreDigits}`, 'g'),
    after: afterPlaceName,
  },
  { kind: 'address', regex: new RegExp(`${n}号棟の? ?${n}号室?|[0-9]{2,5}号室`, 'g') },
];
const phoneInKanji: Pattern = {
  kind: 'phone',
  regex: new RegExp(`0[0-9]{1,4}(?:${between})?[0-9]{1,4}(?:${between})?[0-9]{4}${noMoreDigits}`, 'g'),
  after: standsAlone,
  digits: [10, 11],
  different: 3,
};

/** What looks personal in `text`, in the order of the text; findings never overlap. */
export function personalDataIn(text: string): PersonalFinding[] {
  const { seen, places } = visible(text);
  const plain = halfWidth(seen);
  const taken = new Uint8Array(plain.length);
  const found: PersonalFinding[] = [];
  for (const pattern of patterns) search(pattern, plain, taken, found);
  if (/[〇零○◯一二三四五六七八九]{3}/.test(plain)) search(phoneInKanji, arabicDigits(plain), taken, found);
  for (const { start, end } of personNamesIn(plain)) {
    if (taken.subarray(start, end).includes(1)) continue;
    found.push({ kind: 'name', start, end });
  }
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({
      kind,
      start: places === null ? start : (places[start] ?? 0),
      end: places === null ? end : (places[end - 1] ?? 0) + 1,
    }));
}

/** The kinds found, each once, sorted: what is kept as flags of an issue. */
export function personalKindsIn(text: string): PersonalKind[] {
  const found = new Set(personalDataIn(text).map(({ kind }) => kind));
  return personalKinds.filter((kind) => found.has(kind));
}

/** What stands in the way of publishing until a person has checked it (ISS35): all kinds but names, which only hint. */
export function mustBeChecked(kinds: readonly string[]): boolean {
  return kinds.some((kind) => kind !== 'name');
}

/** Adds to `found` what `pattern` finds where nothing was found before; `taken` marks those places. */
function search(pattern: Pattern, source: string, taken: Uint8Array, found: PersonalFinding[]): void {
  for (const match of source.matchAll(pattern.regex)) {
    const start = match.index;
    const end = start + match[0].length;
    const digits = match[0].replace(/[^0-9]/g, '');
    const [least, most] = pattern.digits ?? [0, Infinity];
    if (digits.length < least || digits.length > most || taken.subarray(start, end).includes(1)) continue;
    if (new Set(digits).size < (pattern.different ?? 0)) continue;
    if (pattern.after !== undefined && !pattern.after(source.slice(Math.max(0, start - 3), start))) continue;
    taken.fill(1, start, end);
    found.push({ kind: pattern.kind, start, end });
  }
}

/**
 * Signs that are seen as nothing: soft hyphens, joiners, marks of direction, fillers, variation selectors, the frame of a
 * keycap. Nobody reads them, and between two digits they would hide a number.
 */
const unseen = /\p{Default_Ignorable_Code_Point}|\u20e3/u;

/** The text without them; `places`: where each unit stood, null where nothing was left out. */
function visible(text: string): { readonly seen: string; readonly places: readonly number[] | null } {
  if (!unseen.test(text)) return { seen: text, places: null };
  const places: number[] = [];
  let seen = '';
  let at = 0;
  for (const sign of text) {
    if (!unseen.test(sign)) {
      seen += sign;
      for (let unit = 0; unit < sign.length; unit++) places.push(at + unit);
    }
    at += sign.length;
  }
  return { seen, places };
}

/** Full-width letters, digits and signs, and all that is typed for a hyphen between digits; one unit for one unit. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2000-\u200a\u202f]/g, ' ')
    .replace(/([0-9〇零○◯一二三四五六七八九十)])[‐‑‒–—―−ーｰ](?=[0-9〇零○◯一二三四五六七八九(])/g, '$1-')
    .replace(/([0-9〇零○◯一二三四五六七八九])[･•](?=[0-9〇零○◯一二三四五六七八九])/g, '$1・');
}

function arabicDigits(text: string): string {
  return text
    .replace(/[零○◯]/g, '〇')
    .replace(/[〇一二三四五六七八九]/g, (digit) => String(kanjiDigits.indexOf(digit)));
}
