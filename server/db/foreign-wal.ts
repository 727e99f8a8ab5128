import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { DataFolderFault } from './folder-fault.ts';

/*
 * SQLite plays back whatever write-ahead log lies beside a database, be it of another database or of another moment: put
 * records.db back from a backup and leave the old records.db-wal where it is, and both are lost. So a log that is not
 * empty is looked at before anything is opened.
 */

/** Where SQLite keeps things: of the log's head and frames, and of the database's first page. */
const headBytes = 32;
const frameHeadBytes = 24;
const magicLittle = 0x377f0682;
const magicBig = 0x377f0683;
const numberAt = 68;

/** What the committed part of a log holds. */
interface Log {
  readonly pageSize: number;
  /** Pages of the database after the last commit; 0: nothing was committed. */
  readonly pages: number;
  readonly written: ReadonlySet<number>;
  /** The file's own number (identity.ts) by its newest first page; 0: the first page is not in the log. */
  readonly number: number;
}

/**
 * Refuses a data folder (EX_DATAERR, 65) in which a write-ahead log belongs to another file, or to a later moment than
 * the file beside it, as when the folder was copied while its server ran. Only looks.
 */
export function refuseForeignWal(dataDir: string): void {
  for (const name of ['records.db', 'words.db']) {
    const file = path.join(dataDir, name);
    const wal = `${file}-wal`;
    if (!existsSync(file) || !existsSync(wal) || statSync(wal).size <= headBytes) continue;
    // the log first: beside a running server pages move from the log into the file, never back
    const log = readLog(wal);
    const base = readBase(file);
    if (!log || !base || log.pages === 0) continue;
    const other =
      log.pageSize !== base.pageSize || (log.number !== 0 && base.number !== 0 && log.number !== base.number);
    if (other) throw new DataFolderFault({ code: 'wal-foreign', file, wal }, 65);
    for (let page = base.pages + 1; page <= log.pages; page++)
      if (!log.written.has(page)) throw new DataFolderFault({ code: 'copied-running', file, wal }, 65);
  }
}

function readBase(file: string): { pageSize: number; pages: number; number: number } | undefined {
  const fd = openSync(file, 'r');
  try {
    const head = Buffer.alloc(100);
    if (readSync(fd, head, 0, 100, 0) < 100) return undefined;
    const size = head.readUInt16BE(16);
    const pageSize = size === 1 ? 65_536 : size;
    if (pageSize === 0) return undefined;
    return {
      pageSize,
      pages: Math.floor(fstatSync(fd).size / pageSize),
      number: head.readUInt32BE(numberAt),
    };
  } finally {
    closeSync(fd);
  }
}

/** Reads a log as far as its sums hold, as SQLite does: what was torn or lies there from before does not count. */
function readLog(wal: string): Log | undefined {
  const fd = openSync(wal, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    if (readSync(fd, head, 0, headBytes, 0) < headBytes) return undefined;
    const magic = head.readUInt32BE(0);
    if (magic !== magicLittle && magic !== magicBig) return undefined;
    const sums = new Sums(magic === magicLittle);
    sums.add(head.subarray(0, 24));
    if (!sums.are(head, 24)) return undefined;
    const pageSize = head.readUInt32BE(8);
    const frame = Buffer.alloc(frameHeadBytes + pageSize);
    const written = new Set<number>();
    let committed = { pages: 0, number: 0 };
    let fresh: number[] = [];
    let number = 0;
    for (let at = headBytes; readSync(fd, frame, 0, frame.length, at) === frame.length; at += frame.length) {
      if (frame.compare(head, 16, 24, 8, 16) !== 0) break;
      sums.add(frame.subarray(0, 8));
      sums.add(frame.subarray(frameHeadBytes));
      if (!sums.are(frame, 16)) break;
      const page = frame.readUInt32BE(0);
      fresh.push(page);
      if (page === 1) number = frame.readUInt32BE(frameHeadBytes + numberAt);
      const pages = frame.readUInt32BE(4);
      if (pages === 0) continue;
      for (const one of fresh) written.add(one);
      fresh = [];
      committed = { pages, number };
    }
    return { pageSize, written, ...committed };
  } finally {
    closeSync(fd);
  }
}

/** The running sums of a log (https://sqlite.org/fileformat2.html#checksum_algorithm). */
class Sums {
  private readonly little: boolean;
  private a = 0;
  private b = 0;

  constructor(little: boolean) {
    this.little = little;
  }

  add(bytes: Buffer): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let { a, b } = this;
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      a = (a + view.getUint32(at, this.little) + b) >>> 0;
      b = (b + view.getUint32(at + 4, this.little) + a) >>> 0;
    }
    this.a = a;
    this.b = b;
  }

  are(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.a && bytes.readUInt32BE(at + 4) === this.b;
  }
}
