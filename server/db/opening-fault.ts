import { existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { isDiskFull } from './faults.ts';
import { DataFolderFault } from './folder-fault.ts';
import { whyUnwritable } from './writable.ts';

/** With less than that free nothing can be opened for writing, bytes. */
const nothingLeft = 1024 * 1024;

/**
 * What an error on the way to opening a data folder says of the folder, for the person who keeps the machine; undefined
 * where it says nothing of it.
 */
export function openingFault(error: unknown, folder: string): DataFolderFault | undefined {
  if (error instanceof DataFolderFault) return error;
  const { code = '', message = String(error) } = (error ?? {}) as { code?: unknown; message?: string };
  const said = String(code);
  const onDisk = /^(SQLITE_(IOERR|CANTOPEN)|EIO)/.test(said);
  // EX_TEMPFAIL: starting it again is right, once there is room
  if (isDiskFull(error) || said === 'ENOSPC' || said === 'EDQUOT' || (onDisk && isFull(folder)))
    return new DataFolderFault({ code: 'disk-full', folder }, 75);
  // what lies there may only be read: SQLite needs a file beside its own even to look
  const reason = said === 'SQLITE_CANTOPEN' && existsSync(folder) ? whyUnwritable(folder) : undefined;
  if (reason !== undefined) return new DataFolderFault({ code: 'unwritable', folder, reason }, 1);
  if (/^(SQLITE_READONLY|EROFS|EACCES|EPERM)/.test(said))
    return new DataFolderFault({ code: 'unwritable', folder, reason: message }, 1);
  return undefined;
}

/** The fault of a file that could not be opened. */
export function fileFault(error: unknown, file: string): DataFolderFault {
  const reason = error instanceof Error ? error.message : String(error);
  return (
    openingFault(error, path.dirname(file)) ?? new DataFolderFault({ code: 'unreadable', file, reason }, 1)
  );
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < nothingLeft;
  } catch {
    return false;
  }
}
