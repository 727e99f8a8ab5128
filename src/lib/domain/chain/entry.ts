/**
 * The sealed record of a council as a chain of entries (CHN1–CHN6): each entry's hash takes in the one before,
 * so that nothing can be changed, moved or left out unseen by whoever holds a later hash. Personal values stand
 * in the body as salted digests only; value and salt lie beside the chain and may be erased (I8, I11).
 * Source: contracts §8, safety D.6. Random salts, storage and the question who may seal are not decided here.
 */
import { sealedSpelling } from '../canonical/names.ts';
import { canonicalJson, isPlainObject } from '../canonical/json.ts';
import type { CanonicalObject, CanonicalValue } from '../canonical/json.ts';
import { isRefusal, refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { sha256Hex, utf8 } from '../sha256.ts';

/** One entry as it is stored and exported; hashes are 64 lower-case hex digits. */
export interface ChainEntry {
  readonly prev: string;
  readonly hash: string;
  readonly body: CanonicalObject;
}

/** A personal value that was not erased: `name` is its path in the body, `salt` 32 bytes as lower-case hex. */
export interface Disclosure {
  readonly name: string;
  readonly value: CanonicalValue;
  readonly salt: string;
}

/** One line of an export (contracts §8). */
export interface ExportLine extends ChainEntry {
  readonly disclosures: readonly Disclosure[];
}

/** `prev` of the first entry of a chain (CHN1). */
export const firstPrev = '0'.repeat(64);

const entryDomain = utf8('yoriai/entry/v1\0');
const fieldDomain = utf8('yoriai/field/v1\0');
const pathPattern = /^[a-z][a-z0-9_-]*(\/[a-z0-9_-]+)*$/i;

/** Hash of an entry (CHN2). Refuses what canonical JSON refuses, and a `prev` that is no hash. */
export function entryHash(prev: string, body: CanonicalObject): string | Refusal {
  if (!isHash(prev)) return refuse('bad-input', { field: 'prev' });
  const text = canonicalJson(body);
  return isRefusal(text) ? text : sha256Hex(joined(entryDomain, bytesOf(prev), utf8(text)));
}

/** Digest of a personal value under its path and salt (CHN3): `[path, value]` is hashed, so a value cannot move. */
export function fieldDigest(path: string, value: CanonicalValue, salt: string): string | Refusal {
  if (!isHash(salt)) return refuse('bad-input', { field: 'salt' });
  const text = canonicalJson([path, value]);
  return isRefusal(text) ? text : sha256Hex(joined(fieldDomain, bytesOf(salt), utf8(text)));
}

/**
 * The next export line after `prev`: text in NFC, the digests of `disclosures` under `body.personal` (CHN4).
 * `body` comes without `personal`. Refuses `bad-input` with the field: a body with its own `personal`, a path
 * twice or not of the form `attendee/3`, a salt that is not 32 bytes of hex or used twice, what is not canonical.
 */
export function buildEntry(
  prev: string,
  body: CanonicalObject,
  disclosures: readonly Disclosure[] = [],
): ExportLine | Refusal {
  if (!isPlainObject(body) || Object.hasOwn(body, 'personal'))
    return refuse('bad-input', { field: 'body.personal' });
  const salts = new Set<string>();
  const personal: Record<string, string> = {};
  const disclosed: Disclosure[] = [];
  for (const [i, { name, value, salt }] of disclosures.entries()) {
    const field = `disclosures[${i}]`;
    if (!isPath(name) || Object.hasOwn(personal, name))
      return refuse('bad-input', { field: `${field}.name` });
    // One salt for two fields would let anybody who knows one of them test guesses on the other.
    if (salts.has(salt)) return refuse('bad-input', { field: `${field}.salt` });
    salts.add(salt);
    const composed = inNfc(value);
    const digest = fieldDigest(name, composed, salt);
    if (isRefusal(digest))
      return refuse('bad-input', { field: `${field}.${digest.field === 'salt' ? 'salt' : 'value'}` });
    personal[name] = digest;
    disclosed.push({ name, value: composed, salt });
  }
  const whole = { ...(inNfc(body) as CanonicalObject), ...(disclosed.length > 0 ? { personal } : {}) };
  const hash = entryHash(prev, whole);
  return isRefusal(hash) ? hash : { prev, hash, body: whole, disclosures: disclosed };
}

/** Whether `value` is a hash, digest or salt: 64 lower-case hex digits. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** Whether `path` is one we give to personal values: `attendee/3` (CHN4). */
function isPath(path: unknown): path is string {
  return typeof path === 'string' && path.length <= 200 && pathPattern.test(path);
}

/** Every string value composed, no letter of a name lost (CHN4, CAN11); keys are ours and stay. What is no JSON stays too, for canonicalJson to refuse. */
function inNfc(value: CanonicalValue): CanonicalValue {
  if (typeof value === 'string') return sealedSpelling(value);
  if (Array.isArray(value)) return value.map((part: CanonicalValue) => inNfc(part));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value as CanonicalObject).map(([key, part]) => [key, inNfc(part)]),
  );
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}
