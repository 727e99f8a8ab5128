import { parentPort, workerData } from 'node:worker_threads';
import { compacted } from './compaction.ts';

/* The thread of compaction-aside.ts: replays and checks, answers the snapshot or what is wrong with it. */

try {
  parentPort?.postMessage(compacted(workerData as Uint8Array[]));
} catch (error) {
  parentPort?.postMessage(error instanceof Error ? error.message : String(error));
}
