import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';

/*
 * The sample council is played for some seconds. A process that ends in the middle leaves half a play, which
 * nobody can go on with: a mark stands in the folder while it is played, and the next start begins anew.
 */

const mark = (dataDir: string) => path.join(dataDir, 'sample-unfinished');

/** The play begins, in a folder without any council. */
export function sampleBegins(dataDir: string): void {
  closeSync(openSync(mark(dataDir), 'w'));
  syncFolder(dataDir);
}

/** The play has been played to its end. */
export function sampleEnds(dataDir: string): void {
  rmSync(mark(dataDir), { force: true });
  syncFolder(dataDir);
}

/** Whether a play was begun here and not played to its end. */
export function isUnfinishedSample(dataDir: string): boolean {
  return existsSync(mark(dataDir));
}

/** Removes half a play. Before anything of the folder is opened, by the process that holds its lock. */
export function clearUnfinishedSample(dataDir: string): void {
  if (!isUnfinishedSample(dataDir)) return;
  for (const name of ['records.db', 'words.db'])
    for (const end of ['', '-wal', '-shm']) rmSync(path.join(dataDir, name + end), { force: true });
  rmSync(path.join(dataDir, 'blobs'), { recursive: true, force: true });
  sampleEnds(dataDir);
}

function syncFolder(dataDir: string): void {
  const folder = openSync(dataDir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
