/**
 * Checking the lines of an export (CHN7–CHN12): hashes, order, personal fields, and whether a head that
 * somebody holds on paper is reached. Stops at the first break and names it; says how many fields were erased.
 * A chain alone does not show that its end was cut off or that all of it was rewritten: only a head does (B75).
 */
import { isPlainObject } from '../canonical/json.ts';
import type { CanonicalObject } from '../canonical/json.ts';
import { isRefusal } from '../refusal.ts';
import { entryHash, fieldDigest, firstPrev, isHash } from './entry.ts';
import type { Disclosure, ExportLine } from './entry.ts';

/** What is wrong with the first line that does not verify (CHN8). */
export type BreakKind = 'format' | 'order' | 'hash' | 'field';

export interface ChainBreak {
  /** Index of the line, from 0. */
  readonly index: number;
  readonly kind: BreakKind;
  /** For `field`: the path of the personal value; for `format`: the part of the line. */
  readonly field?: string;
}

export interface ChainReport {
  /** No break, and the head reached if one was asked for. */
  readonly ok: boolean;
  /** Lines that verify, up to the first break. */
  readonly entries: number;
  /** Verified lines by `body.kind`. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Hash of the last line that verifies; null for an empty chain. */
  readonly head: string | null;
  /** Personal values that are there and match. */
  readonly disclosed: number;
  /** Personal values whose digest is in the body and whose value was erased. */
  readonly erased: readonly { readonly index: number; readonly field: string }[];
  /** Whether a verified line has the head asked for; null when none was asked for. */
  readonly headReached: boolean | null;
  /** Lines that verify after the last one that has the head asked for; null when none was asked for, or none has it. */
  readonly following: number | null;
  readonly break: ChainBreak | null;
}

/** A head on paper may be shortened to its first 20 hex digits; fewer prove nothing (CHN10). */
const SHORTEST_HEAD = 20;

/**
 * Report on `lines`, values as read from JSON, in order; they are consumed one by one up to the first break.
 * `head`: hex as held by somebody, spaces and capitals allowed, at least its first 20 digits (CHN10).
 */
export function verifyChain(lines: Iterable<unknown>, options: { readonly head?: string } = {}): ChainReport {
  const wanted = options.head === undefined ? null : options.head.replace(/\s/g, '').toLowerCase();
  const kinds: Record<string, number> = {};
  const erased: { index: number; field: string }[] = [];
  let entries = 0;
  let disclosed = 0;
  let head: string | null = null;
  let reachedAt: number | null = null;
  let broken: ChainBreak | null = null;

  for (const value of lines) {
    const line = readLine(value);
    broken =
      typeof line === 'string'
        ? { index: entries, kind: 'format', field: line }
        : checkLine(line, head, entries);
    if (typeof line === 'string' || broken !== null) break;
    const kind = typeof line.body['kind'] === 'string' ? line.body['kind'] : 'unknown';
    kinds[kind] = (Object.hasOwn(kinds, kind) ? kinds[kind]! : 0) + 1;
    const shown = new Set(line.disclosures.map((d) => d.name));
    for (const field of personalOf(line.body).keys())
      if (!shown.has(field)) erased.push({ index: entries, field });
    disclosed += shown.size;
    head = line.hash;
    entries += 1;
    if (wanted !== null && wanted.length >= SHORTEST_HEAD && head.startsWith(wanted)) reachedAt = entries;
  }
  const headReached = wanted === null ? null : reachedAt !== null;
  return {
    ok: broken === null && headReached !== false,
    entries,
    kinds,
    head,
    disclosed,
    erased,
    headReached,
    following: reachedAt === null ? null : entries - reachedAt,
    break: broken,
  };
}

/** Order before hash before fields: the name of a break tells what was done to the file (CHN8). */
function checkLine(line: ExportLine, head: string | null, index: number): ChainBreak | null {
  if (line.prev !== (head ?? firstPrev)) return { index, kind: 'order' };
  const hash = entryHash(line.prev, line.body);
  if (isRefusal(hash)) return { index, kind: 'format', field: 'body' };
  if (hash !== line.hash) return { index, kind: 'hash' };
  const personal = personalOf(line.body);
  const seen = new Set<string>();
  for (const { name, value, salt } of line.disclosures) {
    // A value without a digest, or twice, would be read as sealed although nothing vouches for it (CHN9).
    if (seen.has(name) || fieldDigest(name, value, salt) !== personal.get(name))
      return { index, kind: 'field', field: name };
    seen.add(name);
  }
  return null;
}

/** The line, or the part of it that is not as contracts §8 says. Other members are refused: nothing vouches for them. */
function readLine(value: unknown): ExportLine | string {
  if (!isPlainObject(value)) return 'line';
  const { prev, hash, body, disclosures = [], ...rest } = value;
  const extra = Object.keys(rest)[0];
  if (extra !== undefined) return extra;
  if (!isHash(prev)) return 'prev';
  if (!isHash(hash)) return 'hash';
  if (!isPlainObject(body) || !personalIsSound(body)) return 'body';
  if (!Array.isArray(disclosures) || !disclosures.every(isDisclosure)) return 'disclosures';
  return { prev, hash, body: body as CanonicalObject, disclosures };
}

function isDisclosure(value: unknown): value is Disclosure {
  return (
    isPlainObject(value) &&
    Object.keys(value).sort().join() === 'name,salt,value' &&
    typeof value['name'] === 'string' &&
    isHash(value['salt'])
  );
}

function personalIsSound(body: Record<string, unknown>): boolean {
  if (!Object.hasOwn(body, 'personal')) return true;
  const personal = body['personal'];
  return isPlainObject(personal) && Object.values(personal).every(isHash);
}

function personalOf(body: CanonicalObject): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(isPlainObject(body['personal']) ? body['personal'] : {}));
}
