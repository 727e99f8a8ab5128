import { existsSync, readdirSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { KeepingFault } from './fault.ts';

/*
 * Everything is written beside its place first and named when it is whole: a process that is killed leaves a draft, which
 * the next one removes.
 */

/** The name of a draft of this process for a file or folder. */
export function draftOf(place: string): string {
  return `${place}.${process.pid}.part`;
}

/** Removes drafts of a place whose process is gone. */
export async function sweepDrafts(place: string): Promise<void> {
  const folder = path.dirname(place);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${path.basename(place)}.`)) continue;
    const [, pid] = /\.(\d+)\.part$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Works on a draft of a place, which is gone afterwards where it was not named; so are those of processes that were killed. */
export async function withDraft<R>(place: string, work: (draft: string) => Promise<R>): Promise<R> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  await sweepDrafts(place);
  const draft = draftOf(place);
  try {
    return await work(draft);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Throws KeepingFault where something is in the folder. */
export async function refuseFullFolder(target: string): Promise<void> {
  if (!existsSync(target)) return;
  const empty = (await stat(target)).isDirectory() && (await readdir(target)).length === 0;
  if (!empty) throw new KeepingFault({ code: 'not-empty', path: target });
}

/** Brings a file or folder to the disk. */
export async function settled(place: string): Promise<void> {
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Throws where a folder's disk has less than that free, in bytes, with a little left for everybody else. */
export async function needSpace(folder: string, needed: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free < needed + spared) throw new KeepingFault({ code: 'no-space', path: folder, needed, free });
}

/** So much stays free for the house itself, bytes. */
export const spared = 64 * 1024 * 1024;

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
