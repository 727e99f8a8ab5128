/**
 * The one spelling of a text people wrote, its hash, and the three words in which the hash is read out
 * (CAN6–CAN9). Freezing a proposal and sealing minutes hash this spelling and show it, so that what people see
 * is what was hashed. Source: domain §4.4 rule 1, safety D.6. Does not judge content: see issues/privacy.ts.
 */
import { composedName } from './names.ts';
import { sha256Hex, utf8 } from '../sha256.ts';
import { spokenWords } from './spoken-words.ts';

const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** C0 but tab and line feed, DEL, C1; these show nothing. */
// eslint-disable-next-line no-control-regex -- they are what is taken out
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
/** Marks, embeddings, overrides and isolates of direction: they can show a text in another order than it is stored. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Zero-width space, word joiner, byte order mark, invisible operators, tag characters: two texts looking alike. */
const invisibles = /[\u200b\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Canonical spelling of `text` (CAN6, CAN7): lines end in `\n`, no space at the end of a line, no empty line at
 * the end, NFC, nothing invisible that could make two texts look alike. Never refuses; the same again when applied again.
 */
export function canonicalText(text: string): string {
  return trimmedLines(visible(text).normalize('NFC'));
}

/** The same of a name, whose letters stay as typed (CAN11). */
export function canonicalName(name: string): string {
  return trimmedLines(composedName(visible(name)));
}

/** Lines ended in one way, without what nobody sees. */
function visible(text: string): string {
  return text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(lineEnds, '\n')
    .replace(controls, '')
    .replace(directions, '')
    .replace(invisibles, '');
}

function trimmedLines(text: string): string {
  const lines = text
    .split('\n')
    // Line by line: an expression for trailing space takes quadratic time on a long run of spaces.
    .map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines.join('\n');
}

/** SHA-256 of the canonical spelling of `text`, 64 hex digits (CAN8). */
export function textHash(text: string): string {
  return sha256Hex(utf8(canonicalText(text)));
}

/**
 * The first `count` bytes of a hash as everyday words to be read out (CAN9). Against mix-ups between versions,
 * not against a forger, who could try 2^24 texts: the hex digits decide. `hex` holds at least 2 × count digits.
 */
export function spokenHash(hex: string, count = 3): string[] {
  return Array.from({ length: count }, (_, i) => {
    const word = spokenWords[Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)];
    if (word === undefined) throw new RangeError('spokenHash needs two hex digits a word');
    return word;
  });
}
