import { spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildCity, type City, type Table } from '../acts/city.ts';
import { Phones, type Phone } from '../acts/phones.ts';
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
  const city = await buildCity(2, () => [400]);
  try {
    await fill(city.folder, bytes);
    return await keepCity(city, times, quietFor);
  } finally {
    for (const end of ['', '.tar', '.restored'])
      rmSync(`${city.folder}${end}`, { recursive: true, force: true });
  }
}

async function keepCity(city: City, times: number, quietFor: number): Promise<Kept> {
  const file = `${city.folder}.tar`;
  const served = await serve(city.folder);
  const [table] = city.tables;
  if (!table) throw new Error('the city has no councils');
  const typing = await Phones.sit(served.port, typists(table));
  const [quiet, meanwhile, backup]: [number[], number[], number[]] = [[], [], []];
  try {
    await typing.type(wordsASecond);
    await pause(3_000);
    for (let n = 0; n < times; n++) {
      await typing.heard();
      await pause(quietFor);
      quiet.push((await typing.heard()).p99);
      backup.push(await yoriai('backup', file, '--data', city.folder));
      meanwhile.push((await typing.heard()).p99);
    }
  } finally {
    await typing.leave();
    await served.dispose();
  }
  const restored = `${city.folder}.restored`;
  const restore = await yoriai('restore', file, '--data', restored);
  return {
    size: statSync(file).size / 1e6,
    seconds: { backup: percentile(backup, 0.5), restore },
    words: { quiet: percentile(quiet, 0.5), meanwhile: percentile(meanwhile, 0.5) },
  };
}

function typists(table: Table): Phone[] {
  const { seats, meetingId } = table;
  return Array.from({ length: typistsThere }, (_, n) => ({
    doc: `meeting/${meetingId}/agenda`,
    cookie: seats[n % seats.length]?.cookie ?? '',
    types: true,
  }));
}

/** Seconds a verb takes. */
async function yoriai(...args: string[]): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args], { cwd: root, stdio: 'ignore' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${args[0]} ended with ${String(code)}`);
  return (performance.now() - from) / 1000;
}
