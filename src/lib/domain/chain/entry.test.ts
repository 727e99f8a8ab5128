import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonical/json.ts';
import { sha256Hex, utf8 } from '../sha256.ts';
import { buildEntry, entryHash, fieldDigest, firstPrev } from './entry.ts';
import type { ExportLine } from './entry.ts';

const saltOf = (path: string): string => sha256Hex(utf8(`test-salt:${path}`));
const attendee = { name: 'attendee/1', value: '大沢 文江', salt: saltOf('attendee/1') };
const body = {
  v: 1,
  council: 'mizukidai',
  kind: 'minutes',
  seq: 1,
  sealedAt: '2023-03-01T09:12:00Z',
  public: { chair: '{{p:attendee/1}}', yes: 19 },
};

describe('sealed entries', () => {
  it('[CHN1] [CHN2] hashes the domain, the previous hash and the canonical body, as an independent SHA-256 does', () => {
    const byHand = createHash('sha256')
      .update('yoriai/entry/v1\0', 'latin1')
      .update(Buffer.alloc(32))
      .update(canonicalJson(body) as string, 'utf8')
      .digest('hex');
    expect(entryHash(firstPrev, body)).toBe(byHand);
  });

  it('[CHN3] a digest binds the path, the value and the salt', () => {
    const byHand = createHash('sha256')
      .update('yoriai/field/v1\0', 'latin1')
      .update(Buffer.from(attendee.salt, 'hex'))
      .update('["attendee/1","大沢 文江"]', 'utf8')
      .digest('hex');
    expect(fieldDigest(attendee.name, attendee.value, attendee.salt)).toBe(byHand);
    expect(fieldDigest('attendee/2', attendee.value, attendee.salt)).not.toBe(byHand);
  });

  it('[CHN5] test vector: two entries with salts SHA-256("test-salt:" + path), made by a second implementation', () => {
    const first = buildEntry(firstPrev, body, [attendee]) as ExportLine;
    const second = buildEntry(first.hash, {
      ...body,
      kind: 'erratum',
      seq: 2,
      public: { cites: first.hash },
    }) as ExportLine;
    expect(first.body['personal']).toEqual({
      'attendee/1': '120f59fe35a9ea4e39aea875ac597012c4962448cbd0c356ee28a7b7602e61d5',
    });
    expect(first.hash).toBe('30a2799b9d9eb337bbc867043c8e34ac4e6b16fd3438af1f7af9e4f42e141ab5');
    expect(second).toMatchObject({
      prev: first.hash,
      hash: '032f5eeaac9ae1a2bd454d8f3639750564fcbad0f02fe16927766caa7a9641d4',
      disclosures: [],
    });
    expect(second.body).not.toHaveProperty('personal');
  });

  it('[CHN4] composes text to NFC in the body and in personal values before hashing', () => {
    const decomposed = buildEntry(firstPrev, { public: { text: 'か\u3099' } }, [
      { ...attendee, value: 'か\u3099' },
    ]);
    expect(decomposed).toEqual(
      buildEntry(firstPrev, { public: { text: 'が' } }, [{ ...attendee, value: 'が' }]),
    );
  });

  it('[CHN4] refuses a personal map of its own, a path twice, a bad path, a salt that is short, upper case or used twice', () => {
    const other = { ...attendee, name: 'attendee/2' };
    const refused = (b: typeof body | object, d: (typeof attendee)[], prev = firstPrev): unknown =>
      buildEntry(prev, b as typeof body, d);
    expect(refused({ ...body, personal: {} }, [])).toEqual({ refused: 'bad-input', field: 'body.personal' });
    expect(refused(body, [attendee, attendee])).toMatchObject({ field: 'disclosures[1].name' });
    expect(refused(body, [{ ...attendee, name: '{{p:x}}' }])).toMatchObject({ field: 'disclosures[0].name' });
    expect(refused(body, [attendee, { ...other, salt: attendee.salt }])).toMatchObject({
      field: 'disclosures[1].salt',
    });
    expect(refused(body, [{ ...attendee, salt: 'AB'.repeat(32) }])).toMatchObject({
      field: 'disclosures[0].salt',
    });
    expect(refused(body, [{ ...attendee, salt: 'ab' }])).toMatchObject({ field: 'disclosures[0].salt' });
    expect(refused(body, [{ ...attendee, value: '\ud83d' }])).toMatchObject({
      field: 'disclosures[0].value',
    });
    expect(refused({ ...body, share: 0.5 }, [])).toMatchObject({ field: 'share', params: { why: 'number' } });
    expect(refused(body, [], 'abc')).toMatchObject({ field: 'prev' });
  });
});
