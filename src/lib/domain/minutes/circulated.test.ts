import { describe, expect, it } from 'vitest';
import { buildEntry, firstPrev } from '../chain/entry.ts';
import type { ExportLine } from '../chain/entry.ts';
import { isRefusal } from '../refusal.ts';
import { sha256Hex, utf8 } from '../sha256.ts';
import { circulatedHash } from './circulated.ts';
import type { CirculatedMinutes } from './circulated.ts';
import type { MinutesDocument } from './document.ts';

const salt = (word: string) => sha256Hex(utf8(word));
const document: MinutesDocument = {
  v: 1,
  sections: [{ key: 'staff', staff: [{ name: '{{p:staff/1}}', section: '協働推進課' }] }],
};
const minutes: CirculatedMinutes = {
  sealPolicy: 'chair',
  document,
  disclosures: [{ name: 'staff/1', value: '平賀 誠', salt: salt('a') }],
  decisions: [
    { no: '2022-08', document: { no: '2022-08', content: '{{p:closed/decision/2022-08}}' }, disclosures: [] },
  ],
};

describe('minutes as they are circulated', () => {
  it('[MIN15] the hash changes with a word, a name, a salt and a decision, and with nothing else', () => {
    const hash = circulatedHash(minutes);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(circulatedHash(structuredClone(minutes))).toBe(hash);
    expect(circulatedHash({ ...minutes, sealPolicy: 'chair_plus_2' })).toBe(hash);
    const other = [
      { ...minutes, document: { ...document, sections: [{ key: 'observers' as const, count: 1 }] } },
      { ...minutes, disclosures: [{ name: 'staff/1', value: '平賀 誠一', salt: salt('a') }] },
      { ...minutes, disclosures: [{ name: 'staff/1', value: '平賀 誠', salt: salt('b') }] },
      { ...minutes, decisions: [] },
    ].map(circulatedHash);
    expect(new Set([hash, ...other]).size).toBe(5);
  });

  it('[MIN15] who holds the chain can make it again without knowing a single name', () => {
    const entry = buildEntry(firstPrev, { public: document }, minutes.disclosures) as ExportLine;
    const known = entry.body['personal'] as Record<string, string>;
    const text = `{"decisions":[{"document":{"content":"{{p:closed/decision/2022-08}}","no":"2022-08"},"no":"2022-08","personal":{}}],"document":${JSON.stringify(
      { sections: [{ key: 'staff', staff: [{ name: '{{p:staff/1}}', section: '協働推進課' }] }], v: 1 },
    )},"personal":{"staff/1":"${known['staff/1']}"}}`;
    expect(sha256Hex(utf8(`yoriai/minutes/v1\0${text}`))).toBe(circulatedHash(minutes));
  });

  it('[MIN15] a salt that is none is refused', () => {
    const bad = { ...minutes, disclosures: [{ name: 'staff/1', value: 'x', salt: 'short' }] };
    expect(isRefusal(circulatedHash(bad))).toBe(true);
  });
});
