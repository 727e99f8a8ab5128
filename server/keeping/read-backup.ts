import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { KeepingFault } from './fault.ts';
import { isHouseFile, manifestName, readManifest, type Manifest } from './manifest.ts';
import { readTarHead, tarPadding } from './tar.ts';

const pieceBytes = 1024 * 1024;
/** A manifest is a list of files; nobody keeps that many. */
const manifestMost = 256 * 1024 * 1024;

export interface ReadOptions {
  /** Also writes what is in it into this folder, each file on the disk before the next. */
  readonly into?: string;
  /** How many more bytes are read. */
  readonly onBytes?: (bytes: number) => void;
}

/** Reads a backup to its end and compares every file with what its manifest says. Throws KeepingFault where one differs. */
export function readBackup(
  file: string,
  options: ReadOptions = {},
): Promise<{ readonly manifest: Manifest }> {
  return readPacked(file, readManifest, options);
}

/** The same for every file that is packed like one; `read` takes the text of its manifest, undefined where it is none. */
export async function readPacked<M extends Pick<Manifest, 'files'>>(
  file: string,
  read: (text: string) => M | undefined,
  options: ReadOptions = {},
): Promise<{ readonly manifest: M }> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw new KeepingFault({ code: 'not-a-backup', file, what: (error as Error).message });
  });
  try {
    const found = new Map<string, { size: number; sha256: string }>();
    let manifest: M | undefined;
    for await (const entry of entriesOf(handle, file)) {
      const { name, size, pieces } = entry;
      if (found.has(name) || (name === manifestName && manifest)) throw notABackup(file, `${name} twice`);
      if (name === manifestName) {
        if (size > manifestMost) throw notABackup(file, manifestName);
        const parts: Buffer[] = [];
        for await (const piece of pieces) parts.push(Buffer.from(piece));
        manifest = read(Buffer.concat(parts).toString('utf8'));
        if (!manifest) throw notABackup(file, manifestName);
      } else found.set(name, { size, sha256: await taken(entry, options) });
    }
    if (!manifest) throw new KeepingFault({ code: 'incomplete', file, what: manifestName });
    compare(file, manifest, found);
    return { manifest };
  } finally {
    await handle.close();
  }
}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly pieces: AsyncIterable<Buffer>;
}

/** Reads one file of it, into the folder if there is one; its SHA-256. */
async function taken({ name, pieces }: Entry, { into, onBytes }: ReadOptions): Promise<string> {
  const hash = createHash('sha256');
  if (into === undefined) await each(pieces, hash, onBytes);
  else {
    const target = path.join(into, name);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const out = await open(target, 'wx', 0o600);
    try {
      await each(pieces, hash, onBytes, out);
      await out.sync();
    } finally {
      await out.close();
    }
  }
  return hash.digest('hex');
}

async function each(
  pieces: AsyncIterable<Buffer>,
  hash: Hash,
  onBytes?: (n: number) => void,
  out?: FileHandle,
) {
  for await (const piece of pieces) {
    hash.update(piece);
    await out?.write(piece);
    onBytes?.(piece.length);
  }
}

async function* entriesOf(handle: FileHandle, file: string): AsyncGenerator<Entry> {
  const cut = () => new KeepingFault({ code: 'incomplete', file, what: 'end' });
  let at = 0;
  const read = async (piece: Buffer) => {
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead < piece.length) throw cut();
    at += bytesRead;
    return piece;
  };
  for (let n = 0; ; n++) {
    const head = Buffer.alloc(512);
    await read(head).catch((error: unknown) => {
      throw n === 0 ? notABackup(file, 'head') : error;
    });
    const said = headOf(head, file, n);
    if (said === null) return;
    const { name, size, folder } = said;
    if (folder) continue;
    if (!isHouseFile(name)) throw notABackup(file, name);
    const end = at + size;
    const pieces = (async function* () {
      while (at < end) yield await read(Buffer.alloc(Math.min(pieceBytes, end - at)));
    })();
    yield { name, size, pieces };
    at = end + tarPadding(size).length;
  }
}

function headOf(head: Buffer, file: string, n: number) {
  try {
    return readTarHead(head);
  } catch (error) {
    const what = (error as Error).message;
    throw n === 0 ? notABackup(file, what) : new KeepingFault({ code: 'altered', file, what });
  }
}

function compare(
  file: string,
  manifest: Pick<Manifest, 'files'>,
  found: ReadonlyMap<string, { size: number; sha256: string }>,
) {
  for (const { name, size, sha256 } of manifest.files) {
    const is = found.get(name);
    if (!is) throw new KeepingFault({ code: 'incomplete', file, what: name });
    if (is.size !== size || is.sha256 !== sha256)
      throw new KeepingFault({ code: 'altered', file, what: name });
  }
  const listed = new Set(manifest.files.map(({ name }) => name));
  for (const name of found.keys())
    if (!listed.has(name)) throw new KeepingFault({ code: 'altered', file, what: name });
  if (!listed.has('records.db')) throw notABackup(file, 'records.db');
}

function notABackup(file: string, what: string): KeepingFault {
  return new KeepingFault({ code: 'not-a-backup', file, what });
}
