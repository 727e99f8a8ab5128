import { openBlobs } from './blobs.ts';
import type { Config } from './config.ts';
import { refuseEmptied } from './db/emptied.ts';
import { refuseForeignWal } from './db/foreign-wal.ts';
import { lockDataFolder } from './db/lock.ts';
import { migrate, openRecords } from './db/open.ts';
import { openWords } from './db/words.ts';
import type { Logger } from './log.ts';
import type { Stores } from './stores.ts';
import { SqliteDocLog } from './sync/sqlite-doc-log.ts';
import { clearUnfinishedSample, isUnfinishedSample } from './unfinished-sample.ts';

/** Opens it and brings it to this version. Throws DataFolderFault or DatabaseFault with an exit code. */
export async function openStores(
  config: Pick<Config, 'dataDir' | 'demo' | 'databaseUrl'>,
  log: Logger,
): Promise<Stores> {
  if (config.databaseUrl === undefined) return openFolder(config);
  const { openDatabase } = await import('./database-stores.ts');
  return openDatabase(config.databaseUrl, log);
}

async function openFolder({ dataDir, demo }: Pick<Config, 'dataDir' | 'demo'>): Promise<Stores> {
  refuseForeignWal(dataDir);
  if (!isUnfinishedSample(dataDir)) refuseEmptied(dataDir);
  const unlock = lockDataFolder(dataDir);
  if (demo) clearUnfinishedSample(dataDir);
  const db = openRecords(dataDir);
  await migrate(db, dataDir);
  return {
    engine: 'sqlite',
    db,
    words: new SqliteDocLog(openWords(dataDir)),
    blobs: openBlobs(dataDir),
    async close() {
      await db.destroy();
      unlock();
    },
  };
}
