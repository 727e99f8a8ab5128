/**
 * `yoriai seed --councils N --meetings M --members K [--years Y] [--seed S] [--data DIR]` (contracts §6): synthetic data
 * for benches in a data folder, or in a PostgreSQL, that holds nothing yet. Programs get one line a member and open agenda, with the cookie
 * that opens it; a terminal is told what was made.
 */
import { existsSync } from 'node:fs';
import { readdir, rename, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '../config.ts';
import { shownUrl } from '../db/database-url.ts';
import { withDatabase } from '../db/moving/database.ts';
import { refuseFull } from '../db/moving/database-state.ts';
import { settled, withDraft } from '../keeping/drafts.ts';
import { moveIn } from '../keeping/move-in.ts';
import { membersForYears, seedHouse, type SeedSize } from '../seed/seed.ts';
import { cookieName } from '../session/cookie.ts';
import { readCall } from './call.ts';
import { checkHouse } from './check-house.ts';
import { faultAnswer } from './fault-words.ts';
import { namedHouse, type NamedHouse } from './folder.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'seed [--councils N] [--meetings M] [--members K] [--years Y] [--seed S] [--data DIR]';

/** What a terminal is told of a folder that was made. */
export interface SeededAnswer extends SeedSize {
  readonly seeded: string;
  readonly seconds: number;
}

/** Exit code: 0 made, 2 nothing was written (wrong numbers, or a folder or database that has anything in it). */
export async function seedCommand(args: string[], print: Print, remark?: Print): Promise<number> {
  const progress = showProgress();
  const since = performance.now();
  try {
    const { size, house } = readArgs(args);
    const config = readConfig(process.env);
    if ('faults' in config) throw new WrongCallError({ code: 'usage', usage });
    const https = config.origin?.startsWith('https:') ?? false;
    const make = (draft: string) => seedHouse(draft, size, cookieName(https), progress.show);
    const seats = await ('folder' in house ? inFolder(house.folder, make) : inDatabase(house, make));
    progress.end();
    seats.forEach(print);
    const seconds = Number(((performance.now() - since) / 1000).toFixed(1));
    const seeded = 'folder' in house ? house.folder : shownUrl(house.url);
    remark?.({ seeded, ...size, seconds } satisfies SeededAnswer);
    return 0;
  } catch (error) {
    progress.end();
    print(faultAnswer('not-seeded', error));
    return 2;
  }
}

async function inFolder<R>(folder: string, make: (draft: string) => Promise<R>): Promise<R> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new WrongCallError({ code: 'not-empty', folder });
  return withDraft(folder, async (draft) => {
    const made = await make(draft);
    await bringToDisk(draft);
    // fails where somebody has put something in it meanwhile
    if (existsSync(folder)) await rmdir(folder);
    await rename(draft, folder);
    await settled(path.dirname(folder));
    return made;
  });
}

/** A folder of its own first, which then moves in. */
async function inDatabase<R>(
  { url, workplace }: Extract<NamedHouse, { url: string }>,
  make: (draft: string) => Promise<R>,
): Promise<R> {
  await withDatabase(url, (database) => refuseFull(database));
  return withDraft(path.join(workplace, 'backups', 'seeded'), async (draft) => {
    const made = await make(draft);
    await moveIn({ folder: draft, url, check: checkHouse, progress: () => undefined });
    return made;
  });
}

const number = { type: 'string' } as const;

function readArgs(args: string[]): { readonly size: SeedSize; readonly house: NamedHouse } {
  const { values, positionals } = readCall(usage, args, {
    councils: number,
    meetings: number,
    members: number,
    years: number,
    seed: number,
    data: { type: 'string' },
  });
  if (positionals.length > 0) throw new WrongCallError({ code: 'usage', usage });
  const whole = (value: string | undefined, fallback: number, min: number, max: number) => {
    const given = value === undefined ? fallback : /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (!(given >= min && given <= max)) throw new WrongCallError({ code: 'usage', usage });
    return given;
  };
  const size: SeedSize = {
    councils: whole(values.councils, 1, 1, 1_000),
    meetings: whole(values.meetings, 1, 0, 100),
    members: whole(values.members, 25, 1, 500),
    years: whole(values.years, 0, 0, 50),
    seed: whole(values.seed, 0, 0, 999_999_999),
  };
  if (size.years > 0 && size.members < membersForYears)
    throw new WrongCallError({ code: 'few-members', needed: membersForYears });
  return { size, house: namedHouse(values.data) };
}

/** Every file of the folder, then the folder: it was written without waiting for the disk. */
async function bringToDisk(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isFile()) await settled(path.join(folder, entry.name));
  await settled(folder);
}
