import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedHouse, type SeededSeat } from '#server/seed/seed.ts';
import { Phones } from '../acts/phones.ts';
import { serve } from '../acts/probed.ts';
import { percentile } from '../figures.ts';
import { pause } from '../sync/crowd.ts';
import { fill } from './filled.ts';

const root = path.join(import.meta.dirname, '../..');
const typistsThere = 40;
const wordsASecond = 80;

export interface Kept {
  /** MB of the file */
  readonly size: number;
  /** a backup while people type, and restoring it, s */
  readonly seconds: { readonly backup: number; readonly restore: number };
  /** words at others, p99, ms */
  readonly words: { readonly quiet: number; readonly meanwhile: number };
}

/** Backs up a house of so many bytes while 40 people type in it, `times` times, and restores the last one. */
export async function keep(bytes: number, times: number, quietFor: number): Promise<Kept> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'yoriai-keeping-'));
  const folder = path.join(scratch, 'house');
  try {
    const size = { councils: 1, meetings: 1, members: typistsThere, years: 0, seed: 0 };
    const seats = await seedHouse(folder, size, 'yoriai');
    await fill(folder, bytes);
    return await keepHouse(folder, seats, times, quietFor);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function keepHouse(
  folder: string,
  seats: readonly SeededSeat[],
  times: number,
  quietFor: number,
): Promise<Kept> {
  const file = `${folder}.tar`;
  const served = await serve(folder);
  const typing = await Phones.sit(
    served.port,
    seats.map(({ doc, cookie }) => ({ doc, cookie, types: true })),
  );
  const [quiet, meanwhile, backup]: [number[], number[], number[]] = [[], [], []];
  try {
    await typing.type(wordsASecond);
    await pause(3_000);
    for (let n = 0; n < times; n++) {
      await typing.heard();
      await pause(quietFor);
      quiet.push((await typing.heard()).p99);
      backup.push(await yoriai('backup', file, '--data', folder));
      meanwhile.push((await typing.heard()).p99);
    }
  } finally {
    await typing.leave();
    await served.dispose();
  }
  const restored = `${folder}.restored`;
  const restore = await yoriai('restore', file, '--data', restored);
  return {
    size: statSync(file).size / 1e6,
    seconds: { backup: percentile(backup, 0.5), restore },
    words: { quiet: percentile(quiet, 0.5), meanwhile: percentile(meanwhile, 0.5) },
  };
}

/** Seconds a verb takes. */
async function yoriai(...args: string[]): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args], { cwd: root, stdio: 'ignore' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${args[0]} ended with ${String(code)}`);
  return (performance.now() - from) / 1000;
}
