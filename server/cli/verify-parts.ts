import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Db } from '../db/open.ts';
import type { ReadFolder } from '../db/reading-folder.ts';
import { namedFiles } from '../db/named-files.ts';
import { LogReader } from '../sync/log-reader.ts';

/* What a house holds beside its records: the logs of the live documents, and the papers that records name. */

export interface PartReport {
  readonly count: number;
  /** Names of those of which a part is lost or changed, in order. */
  readonly damaged: readonly string[];
}

/** Every document's log, row by row; `state`: one hash of where all of them end. */
export function verifyDocuments(
  words: ReturnType<ReadFolder['words']>,
  progress: (share: number) => void = () => undefined,
): PartReport & { readonly state: string } {
  const state = createHash('sha256');
  const damaged: string[] = [];
  const reader = words && new LogReader(words);
  const names = readable(() => reader?.names()) ?? [];
  for (const [done, name] of names.entries()) {
    progress(done / names.length);
    const row = readable(() => reader!.row(name));
    state.update(`${JSON.stringify([name, row?.epoch, row?.state, row?.seq, row?.hash.toString('hex')])}\n`);
    const read = readable(() => reader!.read(name));
    if (!read || read.damage !== undefined) damaged.push(name);
  }
  return { count: names.length, damaged, state: state.digest('hex') };
}

/** What can be read; undefined where a page of the file is damaged, which `fileFaults` tells, too. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Every paper that a record names is there, and is what its name says. */
export async function verifyPapers(
  db: Db,
  folder: string,
  progress: (share: number) => void = () => undefined,
): Promise<PartReport> {
  const names = await namedFiles(db);
  const damaged: string[] = [];
  for (const [done, name] of names.entries()) {
    progress(done / names.length);
    if ((await hashOf(path.join(folder, name))) !== name) damaged.push(name);
  }
  return { count: names.length, damaged };
}

/** SHA-256 of a file; null when it can't be read. */
async function hashOf(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
