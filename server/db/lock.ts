import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { DataFolderFault } from './folder-fault.ts';

/**
 * One server per data folder (contracts §1, safety B16). The lock is SQLite's own on a file of no
 * content, so the operating system lets go of it when the process dies, however it dies.
 * Throws DataFolderFault with exit code 78 when another server holds it.
 */
export function lockDataFolder(dataDir: string): () => void {
  let lock: SQLite.Database;
  try {
    mkdirSync(dataDir, { recursive: true });
    lock = new SQLite(path.join(dataDir, 'server.lock'), { timeout: 0 });
  } catch (error) {
    const reason = (error as Error).message;
    throw new DataFolderFault({ code: 'unwritable', folder: dataDir, reason }, 1);
  }
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch {
    lock.close();
    throw new DataFolderFault({ code: 'in-use', folder: dataDir }, 78);
  }
  return () => lock.close();
}
