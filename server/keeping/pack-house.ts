import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { atOnce } from '../db/rests.ts';
import { manifestName, type Manifest } from './manifest.ts';
import { tarEnd, tarHead, tarPadding } from './tar.ts';

export interface Packing {
  /** The folder that is packed. */
  readonly house: string;
  readonly papers: readonly string[];
  /** The file that is made; it must not be there yet. */
  readonly draft: string;
  readonly now: number;
  /** How many more bytes are written. */
  readonly progress: (bytes: number) => void;
}

/** Writes a house into one file, its manifest last, and brings it to the disk. Answers the manifest. */
export async function packHouse<M>(
  { house, papers, draft, now, progress }: Packing,
  manifestOf: (files: Manifest['files']) => M,
): Promise<M> {
  const out = await open(draft, 'wx', 0o600);
  try {
    const at = Math.floor(now / 1000);
    const names = ['records.db', 'words.db', ...papers.map((name) => `blobs/${name}`)];
    const files: Manifest['files'] = [];
    for (const name of names) {
      const source = path.join(house, name);
      if (!existsSync(source)) continue;
      files.push(await packFile(out, source, name, at, progress));
    }
    const manifest = manifestOf(files);
    const text = Buffer.from(JSON.stringify(manifest));
    await out.write(
      Buffer.concat([tarHead(manifestName, text.length, at), text, tarPadding(text.length), tarEnd]),
    );
    await out.sync();
    return manifest;
  } finally {
    await out.close();
  }
}

async function packFile(
  out: FileHandle,
  source: string,
  name: string,
  at: number,
  progress: (bytes: number) => void,
) {
  const input = await open(source, 'r');
  try {
    const { size } = await input.stat();
    const hash = createHash('sha256');
    await out.write(tarHead(name, size, at));
    const piece = Buffer.alloc(atOnce);
    for (let left = size; left > 0;) {
      const { bytesRead } = await input.read(piece, 0, Math.min(atOnce, left));
      if (bytesRead === 0) throw new Error(`${source} ended early`);
      const bytes = piece.subarray(0, bytesRead);
      hash.update(bytes);
      await out.write(bytes);
      await out.datasync();
      left -= bytesRead;
      progress(bytesRead);
    }
    await out.write(tarPadding(size));
    return { name, size, sha256: hash.digest('hex') };
  } finally {
    await input.close();
  }
}
