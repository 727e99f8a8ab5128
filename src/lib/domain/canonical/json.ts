/**
 * The one spelling of a JSON value, so that its hash is the same everywhere (CAN1–CAN4): RFC 8785 restricted to
 * strings, booleans, null, arrays, plain objects and safe integers; keys sorted by UTF-16 code units. What two
 * readers could spell in two ways is refused, never repaired. Source: contracts §8, safety D.6.
 */
import { isRefusal, refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export type CanonicalValue = string | number | boolean | null | readonly CanonicalValue[] | CanonicalObject;
export interface CanonicalObject {
  readonly [key: string]: CanonicalValue;
}

/** Deeper values are refused (CAN3); a sealed body has fewer than twelve levels. */
export const MAX_DEPTH = 64;

/**
 * Canonical JSON text of `value`.
 * Refuses `bad-input` with the path in `field` and the reason in `params.why`: number, text, type, key, depth.
 */
export function canonicalJson(value: unknown): string | Refusal {
  return spell(value, '', 0);
}

/** Whether `text` has no half of a surrogate pair standing alone, so that UTF-8 can carry it (CAN2). */
export function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

/** Whether `value` is an object written with braces: no array, date, map or other class (CAN2). */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function spell(value: unknown, path: string, depth: number): string | Refusal {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return isWellFormed(value) ? JSON.stringify(value) : bad(path, 'text');
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : bad(path, 'number');
  if (depth >= MAX_DEPTH) return bad(path, 'depth');
  if (Array.isArray(value)) return spellArray(value, path, depth);
  if (isPlainObject(value)) return spellObject(value, path, depth);
  return bad(path, 'type');
}

function spellArray(list: readonly unknown[], path: string, depth: number): string | Refusal {
  const parts: string[] = [];
  // By index, not forEach: a hole in a sparse array must be seen, and refused as undefined.
  for (let i = 0; i < list.length; i++) {
    const part = spell(list[i], `${path}[${i}]`, depth + 1);
    if (isRefusal(part)) return part;
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}

function spellObject(object: Record<string, unknown>, path: string, depth: number): string | Refusal {
  if (Object.getOwnPropertySymbols(object).length > 0) return bad(path, 'key');
  const parts: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const at = path === '' ? key : `${path}.${key}`;
    if (key === '__proto__' || !isWellFormed(key)) return bad(at, 'key');
    const part = spell(object[key], at, depth + 1);
    if (isRefusal(part)) return part;
    parts.push(`${JSON.stringify(key)}:${part}`);
  }
  return `{${parts.join(',')}}`;
}

function bad(path: string, why: 'number' | 'text' | 'type' | 'key' | 'depth'): Refusal {
  return refuse('bad-input', { field: path, params: { why } });
}
