import { workerData } from 'node:worker_threads';
import SQLite from 'better-sqlite3';
import { answer, compactedOf, type UpTo } from './compaction-aside.ts';
import { LogReader } from './log-reader.ts';

/* The thread of a compaction in words.db. */

const { file, doc, ...upto } = workerData as UpTo & { readonly file: string };
const db = new SQLite(file, { readonly: true, fileMustExist: true });
try {
  await answer(async () => compactedOf(new LogReader(db).read(doc, upto)));
} finally {
  db.close();
}
