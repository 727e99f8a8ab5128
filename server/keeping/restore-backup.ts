import { existsSync } from 'node:fs';
import { mkdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { draftOf, needSpace, refuseFullFolder, settled, sweepDrafts } from './drafts.ts';
import { KeepingFault } from './fault.ts';
import type { Manifest } from './manifest.ts';
import { readBackup } from './read-backup.ts';
import type { Check } from './write-backup.ts';

export interface RestorePorts {
  readonly file: string;
  /** New or empty. */
  readonly target: string;
  readonly check: Check;
  /** How much of the whole is done, 0–1. */
  readonly progress: (share: number) => void;
}

/**
 * Makes a data folder of a backup: beside the target first, every file compared with the manifest, the whole house
 * verified, and only then named. Throws KeepingFault, and then the target is as it was.
 */
export async function restoreBackup({ file, target, check, progress }: RestorePorts): Promise<Manifest> {
  await refuseFullFolder(target);
  const size = await stat(file).then(
    (is) => is.size,
    (error: unknown) => {
      throw new KeepingFault({ code: 'not-a-backup', file, what: (error as Error).message });
    },
  );
  await mkdir(path.dirname(target), { recursive: true });
  await sweepDrafts(target);
  await needSpace(path.dirname(target), size);
  const draft = draftOf(target);
  try {
    await mkdir(draft, { mode: 0o700 });
    let done = 0;
    const { manifest } = await readBackup(file, {
      into: draft,
      onBytes: (bytes) => progress(Math.min(1, (done += bytes) / size)),
    });
    const says = await check(draft);
    if (JSON.stringify(says) !== JSON.stringify(manifest.house))
      throw new KeepingFault({ code: 'not-verified', what: 'manifest.json' });
    for (const folder of [path.join(draft, 'blobs'), draft]) if (existsSync(folder)) await settled(folder);
    // fails where somebody has put something in it meanwhile
    if (existsSync(target)) await rmdir(target);
    await rename(draft, target);
    await settled(path.dirname(target));
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
