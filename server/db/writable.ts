import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { DataFolderFault } from './folder-fault.ts';

/**
 * Refuses a data folder that may only be read, or lies where none can be made. Only asks: to open a database for writing
 * and to close it again would let go of the locks that this process has on it.
 */
export function refuseUnwritable(dataDir: string): void {
  const reason = whyUnwritable(dataDir);
  if (reason !== undefined) throw new DataFolderFault({ code: 'unwritable', folder: dataDir, reason }, 1);
}

/** Why nothing can be written into a data folder; undefined: it can. */
export function whyUnwritable(dataDir: string): string | undefined {
  const files = ['records.db', 'words.db', 'server.lock'].map((name) => path.join(dataDir, name));
  try {
    accessSync(nearest(dataDir), constants.W_OK | constants.X_OK);
    for (const file of files) if (existsSync(file)) accessSync(file, constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The folder itself, or the one below which it would be made. */
function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(path.dirname(folder));
}
