import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { draftOf, settled } from './drafts.ts';

/*
 * When the house was kept last, and whether the last night went well: a small file beside the backups. It belongs to this
 * machine and not to the house: restored elsewhere, nothing was kept there yet.
 */

const time = v.pipe(v.string(), v.isoTimestamp());
const schema = v.object({
  /** The last whole backup, by whoever asked for it. */
  lastBackup: v.nullable(time),
  /** The last night. */
  night: v.nullable(v.object({ at: time, fault: v.nullable(v.string()) })),
});

export type LastBackup = v.InferOutput<typeof schema>;

const never: LastBackup = { lastBackup: null, night: null };

const fileIn = (dataDir: string) => path.join(dataDir, 'backups', 'last.json');

/** What is remembered; nothing where there is no such file, or one that can't be read. */
export async function lastBackupIn(dataDir: string): Promise<LastBackup> {
  try {
    const read = v.safeParse(schema, JSON.parse(await readFile(fileIn(dataDir), 'utf8')));
    return read.success ? read.output : never;
  } catch {
    return never;
  }
}

/** A whole backup was written. */
export async function rememberBackup(dataDir: string, at: string): Promise<void> {
  await remember(dataDir, { ...(await lastBackupIn(dataDir)), lastBackup: at });
}

/** A night is over; `fault`: the code of what went wrong. */
export async function rememberNight(dataDir: string, at: string, fault: string | null): Promise<void> {
  await remember(dataDir, { ...(await lastBackupIn(dataDir)), night: { at, fault } });
}

async function remember(dataDir: string, last: LastBackup): Promise<void> {
  const file = fileIn(dataDir);
  const folder = path.dirname(file);
  if (!existsSync(folder)) await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = draftOf(file);
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(last)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await settled(folder);
}
