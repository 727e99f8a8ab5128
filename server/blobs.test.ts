import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBlobs } from './blobs.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'yoriai-blobs-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('stored files', () => {
  it('[F-S5] the same bytes twenty times at once are one file, and nobody is refused', async () => {
    const blobs = openBlobs(folder);
    const bytes = new Uint8Array(300_000).fill(7);
    const hashes = await Promise.all(Array.from({ length: 20 }, () => blobs.put(bytes)));
    expect(new Set(hashes).size).toBe(1);
    expect(readdirSync(path.join(folder, 'blobs'))).toEqual([hashes[0]]);
    expect(await blobs.get(hashes[0] ?? '')).toEqual(Buffer.from(bytes));
  });

  it('[F-S5] bytes that are no longer those of their name are not handed out', async () => {
    const blobs = openBlobs(folder);
    const hash = await blobs.put(Buffer.from('資料'));
    writeFileSync(path.join(folder, 'blobs', hash), '偽の資料');
    await expect(blobs.get(hash)).rejects.toThrow('damaged');
    await expect(blobs.get('../records.db')).rejects.toThrow('not a blob hash');
  });
});
