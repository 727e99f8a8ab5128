import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CanonicalValue } from '../canonical/json.ts';
import { sha256Hex, utf8 } from '../sha256.ts';
import { buildEntry, entryHash, firstPrev } from './entry.ts';
import type { Disclosure, ExportLine } from './entry.ts';
import { verifyChain } from './verify.ts';
import type { BreakKind } from './verify.ts';

/** A council's year: twelve entries, two of three with personal values. */
const chain: ExportLine[] = [];
for (let seq = 1; seq <= 12; seq++) {
  const kind = ['minutes', 'decision', 'erratum'][seq % 3]!;
  const disclosures: Disclosure[] = [1, 2]
    .slice(seq % 3)
    .concat(seq % 3 === 0 ? 3 : [])
    .map((n) => ({
      name: `attendee/${n}`,
      value: `委員 ${n}`,
      salt: sha256Hex(utf8(`test-salt:${seq}/${n}`)),
    }));
  const body = {
    v: 1,
    council: 'mizukidai',
    kind,
    seq,
    public: {
      text: `第${seq}号を決めました。\n賛成${seq}人`,
      counts: { for: String(seq), against: '0' },
      tags: ['見守り', null, true, seq],
    },
  };
  chain.push(buildEntry(chain.at(-1)?.hash ?? firstPrev, body, disclosures) as ExportLine);
}
const head = chain.at(-1)!.hash;
const fields = chain.flatMap((line, index) => line.disclosures.map((_, at) => ({ index, at })));

describe('verifying a chain', () => {
  it('[CHN7] a whole chain verifies and is counted; an empty one too', () => {
    expect(verifyChain(chain, { head })).toEqual({
      ok: true,
      entries: 12,
      kinds: { minutes: 4, decision: 4, erratum: 4 },
      head,
      disclosed: fields.length,
      erased: [],
      headReached: true,
      following: 0,
      break: null,
    });
    expect(verifyChain([])).toMatchObject({ ok: true, entries: 0, head: null, headReached: null });
  });

  it('[CHN6] [CHN9] erased personal values are counted and break nothing', () => {
    const erased = chain.map((line, i) =>
      i === 2 ? { ...line, disclosures: line.disclosures.slice(1) } : line,
    );
    expect(verifyChain(erased, { head })).toMatchObject({
      ok: true,
      erased: [{ index: 2, field: chain[2]!.disclosures[0]!.name }],
      disclosed: fields.length - 1,
    });
    const { disclosures: _, ...without } = chain[2]!;
    expect(verifyChain(chain.map((line, i) => (i === 2 ? without : line)))).toMatchObject({ ok: true });
  });

  it('[CHN9] a value that no digest vouches for, or a value twice, is a broken field', () => {
    const stranger = { ...chain[2]!.disclosures[0]!, name: 'attendee/9' };
    const twice = [...chain[2]!.disclosures, chain[2]!.disclosures[0]!];
    for (const disclosures of [[stranger], twice])
      expect(verifyChain(chain.map((line, i) => (i === 2 ? { ...line, disclosures } : line)))).toMatchObject({
        ok: false,
        entries: 2,
        break: { index: 2, kind: 'field' },
      });
  });

  it('[CHN10] a head is reached at any entry, in capitals, with spaces, and by its first 20 digits; not by fewer', () => {
    const middle = chain[4]!.hash;
    const grouped = middle.toUpperCase().replace(/(.{4})/g, '$1 ');
    for (const held of [middle, grouped, middle.slice(0, 20)])
      expect(verifyChain(chain, { head: held })).toMatchObject({ ok: true, headReached: true });
    for (const held of [middle.slice(0, 19), '', firstPrev])
      expect(verifyChain(chain, { head: held })).toMatchObject({
        ok: false,
        headReached: false,
        break: null,
      });
    expect(verifyChain([], { head })).toMatchObject({ ok: false, headReached: false });
  });

  it('[CHN11] a tail cut off, or a whole chain written anew, verifies alone and fails against a head', () => {
    const cut = chain.slice(0, -1);
    expect(verifyChain(cut)).toMatchObject({ ok: true });
    expect(verifyChain(cut, { head })).toMatchObject({ ok: false, headReached: false });
    const anew: ExportLine[] = [];
    for (const line of chain) {
      const prev = anew.at(-1)?.hash ?? firstPrev;
      const body = { ...line.body, council: 'other' };
      anew.push({ ...line, prev, body, hash: entryHash(prev, body) as string });
    }
    expect(verifyChain(anew)).toMatchObject({ ok: true });
    expect(verifyChain(anew, { head: chain[0]!.hash })).toMatchObject({ ok: false, headReached: false });
  });

  it('[CHN8] refuses lines that are not as contracts §8 says, and members nobody vouches for', () => {
    const line = chain[0]!;
    const wrong: unknown[] = [
      null,
      [],
      'text',
      {},
      { ...line, note: 'x' },
      { ...line, hash: line.hash.toUpperCase() },
      { ...line, prev: 0 },
      { ...line, body: [] },
      { ...line, body: { ...line.body, personal: { 'attendee/1': 'x' } } },
      { ...line, disclosures: {} },
      { ...line, disclosures: [{ name: 'attendee/1', value: 'x' }] },
      { ...line, disclosures: [{ ...line.disclosures[0], more: 1 }] },
    ];
    for (const value of wrong)
      expect(verifyChain([value])).toMatchObject({
        ok: false,
        entries: 0,
        break: { index: 0, kind: 'format' },
      });
  });
});

describe('single mutations', () => {
  const at = fc.nat({ max: chain.length - 1 });
  const changed = (index: number, make: (line: ExportLine) => ExportLine): ExportLine[] =>
    chain.map((line, i) => (i === index ? make(line) : line));
  const caught = (lines: readonly unknown[], kinds: readonly BreakKind[]): void => {
    const report = verifyChain(lines);
    expect(report.ok).toBe(false);
    expect(kinds).toContain(report.break?.kind);
  };

  it('[CHN12] any changed value anywhere in a body is a broken hash (1,500 mutations)', () => {
    fc.assert(
      fc.property(
        at,
        fc.nat(),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
        (index, pick, text) => {
          const lines = changed(index, (line) => ({
            ...line,
            body: mutated(line.body, pick, text) as ExportLine['body'],
          }));
          caught(lines, ['hash', 'format']);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('[CHN12] any changed digit of prev or hash is found (500 mutations)', () => {
    fc.assert(
      fc.property(
        at,
        fc.constantFrom('prev' as const, 'hash' as const),
        fc.nat({ max: 63 }),
        fc.nat({ max: 14 }),
        (index, part, digit, by) => {
          const lines = changed(index, (line) => ({ ...line, [part]: turned(line[part], digit, by) }));
          caught(lines, part === 'prev' ? ['order'] : ['hash']);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('[CHN12] any two entries swapped, or one left out before the last, are a broken order (500 mutations)', () => {
    fc.assert(
      fc.property(at, at, (a, b) => {
        fc.pre(a !== b);
        const swapped = chain.map((line, i) => chain[i === a ? b : i === b ? a : i] ?? line);
        caught(swapped, ['order']);
        caught(
          chain.filter((_, i) => i !== Math.min(a, b)),
          ['order'],
        );
        caught([...chain.slice(0, a + 1), chain[a]!, ...chain.slice(a + 1)], ['order']);
      }),
      { numRuns: 500 },
    );
  });

  it('[CHN12] any changed name, value or salt of a disclosure is a broken field (500 mutations)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.constantFrom('name', 'value', 'salt'),
        fc.nat({ max: 63 }),
        fc.nat({ max: 14 }),
        (field, part, digit, by) => {
          const lines = changed(field.index, (line) => ({
            ...line,
            disclosures: line.disclosures.map((d, i) => {
              if (i !== field.at) return d;
              if (part === 'salt') return { ...d, salt: turned(d.salt, digit, by) };
              return part === 'name'
                ? { ...d, name: `attendee/${digit + 20}` }
                : { ...d, value: `${String(d.value)}${by}` };
            }),
          }));
          caught(lines, ['field']);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** `hex` with another digit at one place. */
function turned(hex: string, digit: number, by: number): string {
  const other = (Number.parseInt(hex[digit]!, 16) + 1 + by) % 16;
  return hex.slice(0, digit) + other.toString(16) + hex.slice(digit + 1);
}

/** `value` with the leaf number `pick` changed, or one member added. */
function mutated(value: CanonicalValue, pick: number, text: string): CanonicalValue {
  const leaves = leavesOf(value);
  const chosen = leaves[pick % (leaves.length + 1)];
  return chosen === undefined ? { ...(value as object), [`x${text}`]: text } : replaced(value, chosen, text);
}

function leavesOf(value: CanonicalValue, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part as CanonicalValue, [...path, key]));
}

function replaced(value: CanonicalValue, path: readonly string[], text: string): CanonicalValue {
  const [key, ...rest] = path;
  if (key === undefined)
    return typeof value === 'string' ? value + text : typeof value === 'number' ? value + 1 : text;
  const copy: Record<string, CanonicalValue> = { ...(value as object) };
  copy[key] = replaced(copy[key]!, rest, text);
  return Array.isArray(value) ? Object.values(copy) : copy;
}
