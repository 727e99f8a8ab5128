import { isUtf8 } from 'node:buffer';
import { limits } from '#lib/wire/limits.ts';
import { BadMessage } from './byte-reader.ts';
import { checkJson } from './plain-values.ts';

/*
 * A person's presence as his page says it, with `user` as the session says it. Every movement of every cursor comes
 * through here, so the bytes are read once and cut, not parsed, built and written anew.
 */

const quote = 0x22;
const comma = 0x2c;
const userKey = Buffer.from('"user":');

/** `"user":…` of a state, encoded once for each socket. */
export function userPart(user: object): Buffer {
  return Buffer.from(`"user":${JSON.stringify(user)}`);
}

/**
 * The state with its `user` replaced by this one (userPart); null: the state is null, somebody leaves. Throws
 * BadMessage for what is no JSON object, too long, nested too deeply, or has forbidden keys (safety B25, B26).
 */
export function withUser(json: Uint8Array, user: Buffer): Uint8Array | null {
  if (json.length > limits.awarenessState) throw new BadMessage('awareness state too long');
  if (isNull(json)) return null;
  if (!isUtf8(json)) throw new BadMessage('not a short text');
  return cut(json, user) ?? builtAnew(json, user);
}

/** Whether this is the JSON text null. */
export function isNull(json: Uint8Array): boolean {
  return json.length === 4 && json[0] === 0x6e && json[1] === 0x75 && json[2] === 0x6c && json[3] === 0x6c;
}

/** The long way, for whatever the short one is not sure of. */
function builtAnew(json: Uint8Array, user: Buffer): Uint8Array | null {
  const state = checkJson(Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString('utf8'));
  if (state === null) return null;
  if (typeof state !== 'object' || Array.isArray(state)) throw new BadMessage('awareness state is no object');
  const { user: _, ...rest } = state as Record<string, unknown>;
  const text = JSON.stringify(rest);
  return Buffer.concat([Buffer.from(text === '{}' ? '{' : `${text.slice(0, -1)},`), user, Buffer.from('}')]);
}

/**
 * The short way: compact JSON as browsers write it. undefined: something that wants a closer look (white space, escapes,
 * numbers with exponents, keys that begin with an underscore or "constructor", "prototype", `user` twice, errors).
 */
function cut(json: Uint8Array, user: Buffer): Uint8Array | undefined {
  if (json[0] !== 0x7b) return undefined;
  if (json.length === 2 && json[1] === 0x7d)
    return Buffer.concat([json.subarray(0, 1), user, json.subarray(1)]);
  let from = -1;
  let to = -1;
  let at = 1;
  for (;;) {
    const start = at;
    at = keyEnd(json, at);
    const isUser = at - start === userKey.length && says(json, start, userKey);
    at = valueEnd(json, at, 1);
    if (at < 0) return undefined;
    if (isUser) {
      if (from >= 0) return undefined;
      [from, to] = [start, at];
    }
    if (json[at] !== comma) break;
    at++;
  }
  if (json[at] !== 0x7d || at !== json.length - 1) return undefined;
  if (from >= 0) return spliced(json, from, to, user);
  const out = Buffer.allocUnsafe(json.length + 1 + user.length);
  out.set(json);
  out[at] = comma;
  out.set(user, at + 1);
  out[out.length - 1] = 0x7d;
  return out;
}

function spliced(json: Uint8Array, from: number, to: number, part: Buffer): Buffer {
  const out = Buffer.allocUnsafe(json.length - (to - from) + part.length);
  out.set(json.subarray(0, from));
  out.set(part, from);
  out.set(json.subarray(to), from + part.length);
  return out;
}

/** Offset after `"key":`; -1: not a plain key. */
function keyEnd(json: Uint8Array, at: number): number {
  if (at < 0 || json[at] !== quote || isSuspect(json, at + 1)) return -1;
  const end = textEnd(json, at);
  return end >= 0 && json[end] === 0x3a ? end + 1 : -1;
}

/** `__proto__`, `constructor` and `prototype` begin like this; the long way knows them exactly. */
function isSuspect(json: Uint8Array, at: number): boolean {
  const [first, second] = [json[at], json[at + 1]];
  return (
    first === 0x5f ||
    (first === 0x63 && second === 0x6f && json[at + 2] === 0x6e) ||
    (first === 0x70 && second === 0x72)
  );
}

/** Offset after a text without escapes; -1: none. */
function textEnd(json: Uint8Array, at: number): number {
  if (json[at] !== quote) return -1;
  for (let i = at + 1; i < json.length; i++) {
    const byte = json[i] as number;
    if (byte === quote) return i + 1;
    if (byte === 0x5c || byte < 0x20) return -1;
  }
  return -1;
}

/** Offset after a value; -1: not sure. */
function valueEnd(json: Uint8Array, at: number, depth: number): number {
  if (at < 0 || depth > limits.depth) return -1;
  const byte = json[at] as number;
  if (byte === quote) return textEnd(json, at);
  if (byte === 0x7b) return partsEnd(json, at + 1, depth, true);
  if (byte === 0x5b) return partsEnd(json, at + 1, depth, false);
  if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) return numberEnd(json, at);
  for (const word of words) {
    if (byte === word[0]) return says(json, at, word) ? at + word.length : -1;
  }
  return -1;
}

const words = ['true', 'false', 'null'].map((word) => Buffer.from(word));

function says(json: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (json[at + i] !== word[i]) return false;
  return true;
}

/** Members of an object or an array, from after its opening bracket. */
function partsEnd(json: Uint8Array, start: number, depth: number, keyed: boolean): number {
  const close = keyed ? 0x7d : 0x5d;
  if (json[start] === close) return start + 1;
  for (let at = start; ; at++) {
    at = valueEnd(json, keyed ? keyEnd(json, at) : at, depth + 1);
    if (at < 0) return -1;
    if (json[at] === close) return at + 1;
    if (json[at] !== comma) return -1;
  }
}

/** A number without exponent. */
function numberEnd(json: Uint8Array, start: number): number {
  let at = json[start] === 0x2d ? start + 1 : start;
  const zero = json[at] === 0x30;
  const whole = digitsEnd(json, at);
  if (whole === at || (zero && whole > at + 1)) return -1;
  at = whole;
  if (json[at] === 0x2e) {
    const fraction = digitsEnd(json, at + 1);
    if (fraction === at + 1) return -1;
    at = fraction;
  }
  return json[at] === 0x65 || json[at] === 0x45 ? -1 : at;
}

function digitsEnd(json: Uint8Array, start: number): number {
  let at = start;
  while (at < json.length && (json[at] as number) >= 0x30 && (json[at] as number) <= 0x39) at++;
  return at;
}
