import { workerData } from 'node:worker_threads';
import { openPool } from '../db/postgres/pool.ts';
import { answer, compactedOf, type UpTo } from './compaction-aside.ts';
import { readingLog } from './postgres-log-reader.ts';

/* The thread of a compaction in PostgreSQL. */

const { url, doc, ...upto } = workerData as UpTo & { readonly url: string };
// between reading and the end of its transaction it replays, which takes as long as it takes
const pool = openPool(url, { most: 1, name: 'compaction', byIndex: true, patient: true });
try {
  await answer(() =>
    readingLog(pool, async (reader) => {
      // of several processes one does it
      return (await reader.isMine(doc)) ? compactedOf(await reader.read(doc, upto)) : undefined;
    }),
  );
} finally {
  await pool.end();
}
