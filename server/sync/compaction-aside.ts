import { parentPort, Worker } from 'node:worker_threads';
import { compacted, CompactionDiffers } from './compaction.ts';
import type { LoadedDoc } from './doc-log.ts';

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

/** Whether it is done before a worker would have begun. `rows`, `bytes`: from the newest snapshot on, with its own. */
export function isSmall({ rows, bytes }: { readonly rows: number; readonly bytes: number }): boolean {
  return rows <= smallRows && bytes <= smallBytes;
}

/** One snapshot of what was read. undefined: it is damaged, or was never there. */
export function compactedOf(loaded: LoadedDoc | undefined): Compacted | undefined {
  if (!loaded || loaded.damage !== undefined) return undefined;
  return compacted([...(loaded.snapshot ? [loaded.snapshot.body] : []), ...loaded.rows]);
}

/** The same in a thread of its own, through a connection of its own, of which `task` says how it is had. */
export function inWorker(
  worker: URL,
  task: UpTo & Readonly<Record<string, unknown>>,
): Promise<Compacted | undefined> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, {
      workerData: task,
      // its young objects die where they are: a large nursery would only be memory nobody gives back
      resourceLimits: { maxYoungGenerationSizeMb: youngMost },
    });
    // a server that stops does not wait for it: nothing is changed before the answer
    thread.unref();
    thread.once('message', (answer: Compacted | undefined | string) => {
      if (typeof answer === 'string') reject(new CompactionDiffers(answer));
      else resolve(answer);
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the compaction ended without an answer')));
  });
}

/** In the thread: answers the snapshot, or what is wrong with it. */
export async function answer(work: () => Promise<Compacted | undefined>): Promise<void> {
  const said = await work().catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  parentPort?.postMessage(said);
}
