/**
 * Spelling of people's names (CAN11): kept as typed, compared by what they say. A name may hold a compatibility ideograph
 * (塚 U+FA10, 祥 U+FA1A) that NFC would replace by another letter; what is sealed has to be NFC (CHN4), so there the
 * letter stands as its standardised variation sequence, which NFC leaves alone, and is read back as the letter.
 */
const compatibility = /[\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
const selectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** NFC, but compatibility ideographs stay the letters they are. */
export function composedName(name: string): string {
  let composed = '';
  let from = 0;
  for (const { 0: letter, index } of name.matchAll(compatibility)) {
    composed += name.slice(from, index).normalize('NFC') + letter;
    from = index + letter.length;
  }
  return composed + name.slice(from).normalize('NFC');
}

/** `text` in NFC with every compatibility ideograph as its variation sequence, so that no letter is lost (CHN4). */
export function sealedSpelling(text: string): string {
  return text.replace(compatibility, (letter) => sequences().of.get(letter) ?? letter).normalize('NFC');
}

/** What was sealed, with the letters as they were typed. */
export function typedSpelling(text: string): string {
  if (!/[\ufe00-\ufe02]/.test(text)) return text;
  return text.replace(/.[\ufe00-\ufe02]/gsu, (sequence) => sequences().from.get(sequence) ?? sequence);
}

/** A name as it is compared: by width, case, blanks and variants of a letter no name is another one. */
export function foldedName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(selectors, '')
    .replaceAll(/[\s\p{Cf}]+/gu, '')
    .toLowerCase();
}

/** Whether two names say the same (`foldedName`); an empty one is nobody's. */
export function sameName(one: string, other: string): boolean {
  const folded = foldedName(one);
  return folded !== '' && folded === foldedName(other);
}

/** The first letter of a name with what belongs to it: 辻 with its selector, か with its mark. */
export function initialOf(name: string): string {
  return /^\P{M}[\p{M}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]*/u.exec(name.trim())?.[0] ?? '';
}

/** `text` with half-width kana at full width, voiced marks joined; everything else as it is. */
export function fullWidthKana(text: string): string {
  return text.replace(/[\uff61-\uff9f]+/g, (run) => run.normalize('NFKC'));
}

/** `text` without selectors of variants, for finding a name in words that were typed without them. */
export function withoutVariants(text: string): string {
  return text.replaceAll(selectors, '');
}

interface Sequences {
  readonly of: ReadonlyMap<string, string>;
  readonly from: ReadonlyMap<string, string>;
}
let made: Sequences | undefined;

/** Unicode counts the variants of a letter from U+FE00 in the order of their code points. */
function sequences(): Sequences {
  if (made) return made;
  const of = new Map<string, string>();
  const from = new Map<string, string>();
  const used = new Map<string, number>();
  for (const [first, last] of [
    [0xf900, 0xfaff],
    [0x2f800, 0x2fa1f],
  ] as const)
    for (let code = first; code <= last; code++) {
      const letter = String.fromCodePoint(code);
      const plain = letter.normalize('NFC');
      if (plain === letter) continue;
      const n = used.get(plain) ?? 0;
      used.set(plain, n + 1);
      const sequence = plain + String.fromCharCode(0xfe00 + n);
      of.set(letter, sequence);
      from.set(sequence, letter);
    }
  return (made = { of, from });
}
