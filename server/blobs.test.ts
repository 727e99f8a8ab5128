import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyRecords } from '#tests/fixtures/records.ts';
import { openBlobs, type Blobs } from './blobs.ts';
import { openDatabaseBlobs } from './database-blobs.ts';

/** Where files lie, and what only a test does with them. */
interface Place {
  readonly blobs: Blobs;
  /** Names of all there are. */
  names(): Promise<string[]>;
  /** Puts other bytes behind a name. */
  damage(hash: string): Promise<void>;
  close(): Promise<void>;
}

function inFolder(): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoriai-blobs-'));
  return {
    blobs: openBlobs(folder),
    names: async () => readdirSync(path.join(folder, 'blobs')),
    damage: async (hash) => writeFileSync(path.join(folder, 'blobs', hash), '偽の資料'),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function inPostgres(): Promise<Place> {
  const { db, close } = await emptyRecords('postgres');
  return {
    blobs: openDatabaseBlobs(db),
    names: async () =>
      (await sql<{ hash: string }>`select hash from blob`.execute(db)).rows.map(({ hash }) => hash),
    async damage(hash) {
      await sql`alter table blob disable trigger user`.execute(db);
      await sql`update blob set body = 'forged' where hash = ${hash}`.execute(db);
    },
    close,
  };
}

describe.each([
  ['in a folder', inFolder],
  ['in PostgreSQL', inPostgres],
])('stored files %s', (_, open) => {
  let place: Place;
  beforeEach(async () => {
    place = await open();
  });
  afterEach(() => place.close());

  it('[F-S5] the same bytes twenty times at once are one file, and nobody is refused', async () => {
    const { blobs } = place;
    const bytes = new Uint8Array(300_000).fill(7);
    const hashes = await Promise.all(Array.from({ length: 20 }, () => blobs.put(bytes)));
    expect(new Set(hashes).size).toBe(1);
    expect(await place.names()).toEqual([hashes[0]]);
    expect(await blobs.get(hashes[0] ?? '')).toEqual(Buffer.from(bytes));
  });

  it('[F-S5] bytes that are no longer those of their name are not handed out', async () => {
    const { blobs } = place;
    const hash = await blobs.put(Buffer.from('資料'));
    await place.damage(hash);
    await expect(blobs.get(hash)).rejects.toThrow('damaged');
    for (const ask of [blobs.get, blobs.remove])
      await expect(ask('../records.db')).rejects.toThrow('not a blob hash');
  });

  it('[F-S5] what is removed is gone, and may come again; large ones and empty ones are files, too', async () => {
    const { blobs } = place;
    const large = Buffer.from(Array.from({ length: 2_500_001 }, (_, i) => (i * 7919) % 251));
    for (const bytes of [large, Buffer.alloc(0)]) {
      const hash = await blobs.put(bytes);
      // not toEqual: it says byte by byte where two and a half million differ
      expect(Buffer.compare(await blobs.get(hash), bytes)).toBe(0);
      await blobs.remove(hash);
      await expect(blobs.get(hash)).rejects.toThrow();
      await blobs.remove(hash);
      expect(await blobs.put(bytes)).toBe(hash);
      expect((await blobs.get(hash)).length).toBe(bytes.length);
    }
  });
});
