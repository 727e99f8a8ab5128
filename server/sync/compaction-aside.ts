import { Worker } from 'node:worker_threads';
import type SQLite from 'better-sqlite3';
import { compacted, CompactionDiffers } from './compaction.ts';
import type { LogReader } from './log-reader.ts';

/** Below this many bytes and rows a compaction takes a millisecond or two, less than a worker's start. */
const smallBytes = 65_536;
const smallRows = 1_000;

/** MiB */
const youngMost = 6;

export interface Compacted {
  readonly body: Uint8Array;
  readonly stateVector: Uint8Array;
}

/** A document up to a row of its log. */
export interface UpTo {
  readonly doc: string;
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** What the worker is told: it reads, verifies and replays through a connection of its own. */
export interface Task extends UpTo {
  readonly file: string;
}

/** One snapshot of the document up to a row; large ones are made in a worker. undefined: it is damaged. */
export async function compactedAside(
  db: SQLite.Database,
  reader: LogReader,
  upto: UpTo,
): Promise<Compacted | undefined> {
  return isSmall(reader, upto) || db.memory
    ? compactedUpTo(reader, upto)
    : inWorker({ ...upto, file: db.name });
}

/** The work itself, in whichever thread. */
export function compactedUpTo(reader: LogReader, { doc, ...upto }: UpTo): Compacted | undefined {
  const loaded = reader.read(doc, upto);
  if (!loaded || loaded.damage !== undefined) return undefined;
  return compacted([...(loaded.snapshot ? [loaded.snapshot.body] : []), ...loaded.rows]);
}

function isSmall(reader: LogReader, { doc, seq }: UpTo): boolean {
  const row = reader.row(doc);
  if (!row) return true;
  const { uptoSeq, size } = reader.newestSnapshot(row) ?? { uptoSeq: 0, size: 0 };
  return seq - uptoSeq <= smallRows && size + reader.bytesAfter(row, uptoSeq) <= smallBytes;
}

function inWorker(task: Task): Promise<Compacted | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compaction.worker.ts', import.meta.url), {
      workerData: task,
      // its young objects die where they are: a large nursery would only be memory nobody gives back
      resourceLimits: { maxYoungGenerationSizeMb: youngMost },
    });
    // a server that stops does not wait for it: nothing is changed before the answer
    worker.unref();
    worker.once('message', (answer: Compacted | undefined | string) => {
      if (typeof answer === 'string') reject(new CompactionDiffers(answer));
      else resolve(answer);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the compaction ended without an answer')));
  });
}
