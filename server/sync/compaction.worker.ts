import { parentPort, workerData } from 'node:worker_threads';
import SQLite from 'better-sqlite3';
import { compactedUpTo, type Task } from './compaction-aside.ts';
import { LogReader } from './log-reader.ts';

/* The thread of compaction-aside.ts: reads and replays, answers the snapshot or what is wrong with it. */

const { file, ...upto } = workerData as Task;
const db = new SQLite(file, { readonly: true, fileMustExist: true });
try {
  parentPort?.postMessage(compactedUpTo(new LogReader(db), upto));
} catch (error) {
  parentPort?.postMessage(error instanceof Error ? error.message : String(error));
} finally {
  db.close();
}
