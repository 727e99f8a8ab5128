import { Worker } from 'node:worker_threads';
import { compacted, CompactionDiffers } from './compaction.ts';

/** Below this many bytes and parts a compaction takes a millisecond or two, less than a worker's start. */
const smallBytes = 65_536;
const smallParts = 1_000;

export interface Compacted {
  readonly body: Uint8Array;
  readonly stateVector: Uint8Array;
}

/** Like compacted(), but large documents replay in a worker. */
export async function compactedAside(parts: readonly Uint8Array[]): Promise<Compacted> {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return bytes <= smallBytes && parts.length <= smallParts ? compacted(parts) : inWorker(parts);
}

function inWorker(parts: readonly Uint8Array[]): Promise<Compacted> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compaction.worker.ts', import.meta.url), { workerData: parts });
    // a server that stops does not wait for it: nothing is changed before the answer
    worker.unref();
    worker.once('message', (answer: Compacted | string) => {
      if (typeof answer === 'string') reject(new CompactionDiffers(answer));
      else resolve(answer);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the compaction ended without an answer')));
  });
}
