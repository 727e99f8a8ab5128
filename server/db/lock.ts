import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { DataFolderFault } from './folder-fault.ts';
import { openingFault } from './opening-fault.ts';
import { refuseUnwritable } from './writable.ts';

/**
 * One server per data folder (contracts §1, safety B16). The lock is SQLite's own on a file of no
 * content, so the operating system lets go of it when the process dies, however it dies.
 * Throws DataFolderFault with exit code 78 when another server holds it.
 */
export function lockDataFolder(dataDir: string): () => void {
  refuseUnwritable(dataDir);
  let lock: SQLite.Database;
  try {
    mkdirSync(dataDir, { recursive: true });
    lock = new SQLite(path.join(dataDir, 'server.lock'), { timeout: 0 });
  } catch (error) {
    throw unwritable(error, dataDir);
  }
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    // a file that may only be read is not one that somebody holds
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw unwritable(error, dataDir);
    throw new DataFolderFault({ code: 'in-use', folder: dataDir }, 78);
  }
  return () => lock.close();
}

function unwritable(error: unknown, folder: string): DataFolderFault {
  const reason = error instanceof Error ? error.message : String(error);
  return openingFault(error, folder) ?? new DataFolderFault({ code: 'unwritable', folder, reason }, 1);
}
