import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installByApt } from '../apt.ts';

/*
 * Disks as they may look after a power cut: what disk.c recorded of a server's writes is replayed up to a
 * moment; what had not been synced by then is lost, kept, torn at sectors and reordered at random.
 */

export const fileNames = ['records.db', 'records.db-wal', 'words.db', 'words.db-wal'] as const;

/** Compiles disk.c. Installs a compiler where there is none and it can; else throws a sentence. */
export function compileRecorder(): { readonly library: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoriai-disk-'));
  // whoever it is preloaded into may be another user
  chmodSync(folder, 0o755);
  const library = path.join(folder, 'disk.so');
  const source = path.join(import.meta.dirname, 'disk.c');
  const compile = () =>
    ['cc', 'gcc', 'clang'].some(
      (cc) => spawnSync(cc, ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl']).status === 0,
    );
  if (!compile() && !(installByApt(['gcc', 'libc6-dev'], 'the power-cut tests') && compile()))
    throw new Error(
      'No C compiler was found and none could be installed. Install gcc, then run npm test again.',
    );
  return { library, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a server process needs to be recorded. */
export function recordedEnv(library: string, dataDir: string, scratch: string): Record<string, string> {
  return {
    LD_PRELOAD: library,
    DISK_DIR: dataDir,
    DISK_LOG: path.join(scratch, 'disk.log'),
    DISK_CONTROL: path.join(scratch, 'disk.faults'),
  };
}

/** Faults from now on, one a line (see disk.c); '' ends them. */
export function setFaults(scratch: string, faults: string): void {
  const file = path.join(scratch, 'disk.faults');
  if (faults === '') rmSync(file, { force: true });
  else writeFileSync(file, `${faults}\n`);
}

export interface Recorded {
  readonly op: 'write' | 'sync' | 'truncate' | 'spoken';
  /** index into fileNames */
  readonly file: number;
  readonly bytes: Buffer;
  /** of a write; of a truncation: the new length */
  readonly offset: number;
  /** length of the recording after it: the clock of the recording */
  readonly end: number;
}

const ops = { w: 'write', s: 'sync', t: 'truncate', n: 'spoken' } as const;

/** Everything recorded; a record cut off by the kill is left out. */
export function readRecording(scratch: string): Recorded[] {
  const log = readFileSync(path.join(scratch, 'disk.log'));
  const records: Recorded[] = [];
  for (let at = 0; at + 16 <= log.length;) {
    const op = ops[String.fromCharCode(log[at] as number) as keyof typeof ops];
    const length = log.readUInt32LE(at + 4);
    const start = at + 16;
    at = start + length;
    if (at > log.length) break;
    records.push({
      op,
      file: log[start - 15] as number,
      bytes: log.subarray(start, at),
      offset: Number(log.readBigUInt64LE(start - 8)),
      end: at,
    });
  }
  return records;
}

/** Bytes of a file that grows. */
class Image {
  private bytes: Buffer;
  private length: number;
  constructor(bytes: Buffer) {
    this.bytes = Buffer.from(bytes);
    this.length = bytes.length;
  }
  write(bytes: Buffer, offset: number): void {
    this.grow(offset + bytes.length);
    bytes.copy(this.bytes, offset);
  }
  truncate(length: number): void {
    if (length > this.length) this.grow(length);
    else this.bytes.fill(0, length, this.length);
    this.length = length;
  }
  content(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
  private grow(length: number): void {
    if (length > this.bytes.length) {
      const larger = Buffer.alloc(length * 2);
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.length = Math.max(this.length, length);
  }
}

/** A disk that has seen a recording up to some moment. */
export class Disk {
  private readonly records: readonly Recorded[];
  private readonly durable = new Map<number, Image>();
  private readonly pending = new Map<number, Recorded[]>();
  private next = 0;

  /** `folder`: the data folder before the recording began. */
  constructor(folder: string, records: readonly Recorded[]) {
    this.records = records;
    for (const [file, name] of fileNames.entries()) {
      const at = path.join(folder, name);
      if (existsSync(at)) this.durable.set(file, new Image(readFileSync(at)));
    }
  }

  /** Lets time pass up to `end` of the recording; time only goes on. */
  advance(end: number): void {
    for (; (this.records[this.next]?.end ?? Infinity) <= end; this.next++) {
      const record = this.records[this.next] as Recorded;
      const { op, file } = record;
      if (op === 'spoken') continue;
      if (op !== 'sync') {
        const waiting = this.pending.get(file) ?? [];
        this.pending.set(file, waiting);
        waiting.push(record);
        continue;
      }
      const image = this.durable.get(file) ?? new Image(Buffer.alloc(0));
      this.durable.set(file, image);
      for (const done of this.pending.get(file) ?? []) put(image, done);
      this.pending.delete(file);
    }
  }

  /** Writes into `folder` what may be left after a cut now. */
  cut(folder: string, pick: (below: number) => number): void {
    const sector = [512, 4096][pick(2)] as number;
    // from nothing of what was not synced to nearly all of it
    const kept = [0, 20, 50, 80, 97, 100][pick(6)] as number;
    const keeps = () => pick(100) < kept;
    for (const [file, name] of fileNames.entries()) {
      const at = path.join(folder, name);
      rmSync(at, { force: true });
      const waiting = [...(this.pending.get(file) ?? [])];
      const before = this.durable.get(file);
      if (!before && !waiting.some(keeps)) continue;
      const image = new Image(before?.content() ?? Buffer.alloc(0));
      if (pick(2) === 0) shuffle(waiting, pick);
      for (const record of waiting) {
        if (!keeps()) continue;
        if (record.op === 'truncate' || pick(3) > 0) put(image, record);
        else tear(image, record, sector, pick);
      }
      writeFileSync(at, image.content());
    }
    for (const name of ['records.db-shm', 'words.db-shm']) rmSync(path.join(folder, name), { force: true });
  }
}

function put(image: Image, { op, bytes, offset }: Recorded): void {
  if (op === 'write') image.write(bytes, offset);
  else image.truncate(offset);
}

/** Some sectors of a write reach the disk, some don't. */
function tear(
  image: Image,
  { bytes, offset }: Recorded,
  sector: number,
  pick: (below: number) => number,
): void {
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + sector - ((offset + at) % sector));
    if (pick(2) === 0) image.write(bytes.subarray(at, end), offset + at);
    at = end;
  }
}

function shuffle(list: Recorded[], pick: (below: number) => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = pick(i + 1);
    [list[i], list[j]] = [list[j] as Recorded, list[i] as Recorded];
  }
}
