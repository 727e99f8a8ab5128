import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bars, conditions, short, table } from './figures.ts';
import { folderOf } from './growth/folder.ts';
import { secondsToHealth, secondsToVerify } from './growth/starts.ts';
import { keep, type Kept } from './keeping/kept.ts';

/*
 * What keeping a house costs: `npm run bench -- keeping [--quick] [--size MB] [--folders DIR]` (docs/bench-keeping.md).
 * DIR keeps the folder of years it makes, and takes the one that is there.
 */

export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      size: { type: 'string' },
      folders: { type: 'string' },
    },
  });
  const { quick } = values;
  const megabytes = Number(values.size ?? (quick ? 40 : 1_000));
  const years = quick ? 1 : 10;
  const kept = await keep(megabytes * 1e6, quick ? 2 : 3, quick ? 5_000 : 20_000);
  const seconds = await yearsOf(years, values.folders, quick ? 1 : 3);
  print(kept, seconds, years);
  const perGB = 1_000 / kept.size;
  const held = bars([
    { figure: 'backup while 40 type, a GB', value: kept.seconds.backup * perGB, most: 60, unit: 's' },
    {
      figure: 'p99 of words meanwhile, beside without',
      value: kept.words.meanwhile / kept.words.quiet,
      most: 1.2,
      unit: '×',
    },
    { figure: 'restore with all checks, a GB', value: kept.seconds.restore * perGB, most: 300, unit: 's' },
    { figure: `verify of ${years} years`, value: seconds.verify, most: 5, unit: 's' },
    { figure: `start after kill -9 with ${years} years`, value: seconds.start, most: 3, unit: 's' },
  ]);
  return { ...conditions(), quick, held, kept, years, seconds };
}

/** `verify`, and a start after kill -9, with so many years; s. */
async function yearsOf(years: number, folders: string | undefined, times: number) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'yoriai-keeping-'));
  try {
    const folder = await folderOf(folders ?? scratch, { councils: 1, years });
    const dataDir = path.join(scratch, 'served');
    cpSync(folder, dataDir, { recursive: true });
    return { verify: await secondsToVerify(dataDir), start: await secondsToHealth(dataDir, times) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function print(
  { size, seconds, words }: Kept,
  years: { verify: number; start: number },
  count: number,
): void {
  table(
    ['', ''],
    [
      ['size of the backup', `${short(size)} MB`],
      ['backup while 40 type', `${short(seconds.backup)} s`],
      ['p99 of words: without / meanwhile', `${short(words.quiet)} / ${short(words.meanwhile)} ms`],
      ['restore', `${short(seconds.restore)} s`],
      [`verify of ${count} years`, `${short(years.verify)} s`],
      [`start after kill -9 with ${count} years`, `${short(years.start)} s`],
    ],
  );
}
