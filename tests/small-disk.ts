import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of its own, so small that it can be filled. */
export interface SmallDisk {
  /** A folder on it. */
  readonly folder: string;
  /** Takes all that is left. */
  fill(): void;
  /** Gives it back. */
  empty(): void;
  remove(): void;
}

/** undefined: this machine lets nobody mount one (only root may, and not in every container). `uid`: whose folder it is. */
export function smallDisk(megabytes: number, uid: number): SmallDisk | undefined {
  const base = mkdtempSync(path.join(tmpdir(), 'yoriai-small-'));
  const mount = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', base];
  if (spawnSync('mount', mount, { stdio: 'ignore' }).status !== 0) {
    rmSync(base, { recursive: true });
    return undefined;
  }
  const [folder, filler] = [path.join(base, 'folder'), path.join(base, 'filler')];
  mkdirSync(folder);
  chownSync(folder, uid, statSync(folder).gid);
  return {
    folder,
    fill() {
      const file = openSync(filler, 'a');
      try {
        // down to the last block
        for (const size of [1_048_576, 4_096]) fillBy(file, Buffer.alloc(size));
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', [base]);
      rmSync(base, { recursive: true });
    },
  };
}

function fillBy(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
