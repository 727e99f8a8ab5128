import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/domain/canonical/json.ts';
import { buildEntry, firstPrev } from '#lib/domain/chain/entry.ts';
import type { ExportLine } from '#lib/domain/chain/entry.ts';
import { verifyNdjson } from './verify-chain.ts';

const first = buildEntry(
  firstPrev,
  { v: 1, kind: 'minutes', public: { text: '{{p:attendee/1}}が開会を宣言した。', yes: 9 } },
  [{ name: 'attendee/1', value: '大沢 文江', salt: 'a1'.repeat(32) }],
) as ExportLine;
const second = buildEntry(first.hash, {
  v: 1,
  kind: 'decision',
  public: { no: '2022-08', text: '声かけ訪問\n週1回' },
}) as ExportLine;
const file = [first, second].map((line) => `${JSON.stringify(line)}\n`).join('');
const bytes = new TextEncoder().encode(file);

describe('verifying an export', () => {
  it('[CHN13] text and bytes verify alike, in any order of keys, with CRLF, empty lines and a byte order mark', () => {
    const report = {
      ok: true,
      entries: 2,
      kinds: { minutes: 1, decision: 1 },
      head: second.hash,
      disclosed: 1,
    };
    for (const source of [
      file,
      bytes,
      `\ufeff${file.replaceAll('\n', '\r\n\r\n')}`,
      new TextEncoder().encode(`\ufeff\n${file}`),
    ])
      expect(verifyNdjson(source, { head: second.hash })).toMatchObject(report);
    expect(verifyNdjson([first, second].map((line) => canonicalJson(line)).join('\n'))).toMatchObject(report);
    expect(verifyNdjson('')).toMatchObject({ ok: true, entries: 0, head: null });
  });

  it('[CHN13] a key twice, a float, a cut line or bytes that are no UTF-8 break the format of their line', () => {
    const broken: (string | Uint8Array)[] = [
      file.replace('"yes":9', '"yes":1,"yes":9'),
      file.replace('"yes":9', '"yes":9.0'),
      file.slice(0, 100),
      `PK\u0003\u0004${file}`,
      Uint8Array.from([...bytes.subarray(0, 200), 0xff, ...bytes.subarray(200)]),
    ];
    for (const source of broken)
      expect(verifyNdjson(source)).toMatchObject({
        ok: false,
        entries: 0,
        break: { index: 0, kind: 'format' },
      });
    expect(verifyNdjson(`${file}{}`)).toMatchObject({
      ok: false,
      entries: 2,
      break: { index: 2, kind: 'format' },
    });
  });

  it('[CHN12] flipping any byte of the file to another is found (2,000 mutations)', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 2 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const flipped = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ by : byte));
        expect(verifyNdjson(flipped).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
