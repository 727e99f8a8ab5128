/**
 * Reading JSON so that nobody can read something else in the same bytes (CAN5): what JSON.parse lets pass and
 * other readers take differently is refused: a key twice, `__proto__`, floats, exponents, -0, numbers beyond
 * 2^53, half surrogate pairs, more than 64 levels. White space and the order of keys are free.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { isWellFormed, MAX_DEPTH } from './json.ts';
import type { CanonicalValue } from './json.ts';

/** The value of one JSON text; refuses `bad-json` with the offset of the fault in `params.at`. */
export function parseStrict(text: string): CanonicalValue | Refusal {
  const source: Source = { text, at: 0 };
  try {
    const value = readValue(source, 0);
    skipSpace(source);
    if (source.at !== text.length) throw new Fault(source.at);
    return value;
  } catch (fault) {
    if (fault instanceof Fault) return refuse('bad-json', { params: { at: fault.at } });
    throw fault;
  }
}

interface Source {
  readonly text: string;
  at: number;
}

class Fault {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

const integerPattern = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y;

function readValue(source: Source, depth: number): CanonicalValue {
  skipSpace(source);
  switch (source.text[source.at]) {
    case '{':
      return readObject(source, depth);
    case '[':
      return readArray(source, depth);
    case '"':
      return readString(source);
    case 't':
      return readWord(source, 'true', true);
    case 'f':
      return readWord(source, 'false', false);
    case 'n':
      return readWord(source, 'null', null);
    default:
      return readInteger(source);
  }
}

function readObject(source: Source, depth: number): CanonicalValue {
  const object: Record<string, CanonicalValue> = {};
  enter(source, depth);
  if (take(source, '}')) return object;
  do {
    skipSpace(source);
    const keyAt = source.at;
    const key = readString(source);
    if (key === '__proto__' || Object.hasOwn(object, key)) throw new Fault(keyAt);
    if (!take(source, ':')) throw new Fault(source.at);
    object[key] = readValue(source, depth + 1);
  } while (take(source, ','));
  if (!take(source, '}')) throw new Fault(source.at);
  return object;
}

function readArray(source: Source, depth: number): CanonicalValue {
  const list: CanonicalValue[] = [];
  enter(source, depth);
  if (take(source, ']')) return list;
  do list.push(readValue(source, depth + 1));
  while (take(source, ','));
  if (!take(source, ']')) throw new Fault(source.at);
  return list;
}

/** By hand: an expression over a string of megabytes would exhaust the stack of the expression engine. */
function readString(source: Source): string {
  const start = source.at;
  if (source.text[start] !== '"') throw new Fault(start);
  let end = start + 1;
  let escaped = false;
  // of pairs or halves, which are rare: only then is it looked whether a half stands alone
  let halves = false;
  for (let code = source.text.charCodeAt(end); code !== 0x22; code = source.text.charCodeAt(++end)) {
    if (!(code >= 0x20)) throw new Fault(end);
    if (code === 0x5c) {
      escaped = true;
      end += 1;
    } else if (code >= 0xd800 && code <= 0xdfff) halves = true;
  }
  source.at = end + 1;
  const text = escaped
    ? unescape(source.text.slice(start, end + 1), start)
    : source.text.slice(start + 1, end);
  if ((escaped || halves) && !isWellFormed(text)) throw new Fault(start);
  return text;
}

function unescape(raw: string, at: number): string {
  try {
    return JSON.parse(raw) as string;
  } catch {
    throw new Fault(at);
  }
}

function readInteger(source: Source): number {
  const start = source.at;
  integerPattern.lastIndex = start;
  const digits = integerPattern.exec(source.text)?.[0] ?? '';
  source.at += digits.length;
  const value = digits === '' ? NaN : Number(digits);
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Fault(start);
  return value;
}

function readWord<T extends CanonicalValue>(source: Source, word: string, value: T): T {
  if (!source.text.startsWith(word, source.at)) throw new Fault(source.at);
  source.at += word.length;
  return value;
}

function enter(source: Source, depth: number): void {
  if (depth >= MAX_DEPTH) throw new Fault(source.at);
  source.at += 1;
}

/** Steps over `sign`, white space before it included; false, and nothing taken but the space, when it is not there. */
function take(source: Source, sign: string): boolean {
  skipSpace(source);
  if (source.text[source.at] !== sign) return false;
  source.at += 1;
  return true;
}

/** By hand: it stands between any two signs of a text, and there mostly finds nothing. */
function skipSpace(source: Source): void {
  for (;;) {
    const code = source.text.charCodeAt(source.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    source.at += 1;
  }
}
