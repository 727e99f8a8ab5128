import { openDatabaseBlobs } from './database-blobs.ts';
import { shownUrl } from './db/database-url.ts';
import { openPostgres } from './db/postgres/open.ts';
import { refuseUnfinishedMove } from './db/postgres/unfinished-move.ts';
import type { Logger } from './log.ts';
import type { Stores } from './stores.ts';
import { PostgresDocLog } from './sync/postgres-doc-log.ts';

/** A house in PostgreSQL. Throws DatabaseFault with an exit code when it can't be used. */
export async function openDatabase(url: string, log: Logger): Promise<Stores> {
  const lost = (error: Error) => log.warn({ err: error }, 'a connection to the database broke');
  const db = await openPostgres(url, lost);
  await refuseUnfinishedMove(db, shownUrl(url)).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  return {
    engine: 'postgres',
    db,
    words: new PostgresDocLog(url, lost),
    blobs: openDatabaseBlobs(db),
    close: () => db.destroy(),
  };
}
