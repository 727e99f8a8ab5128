import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupCommand } from '#server/cli/backup.ts';
import { moveCommand } from '#server/cli/move.ts';
import { restoreCommand } from '#server/cli/restore.ts';
import type { Verb } from '#server/cli/verb.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { seedHouse } from '#server/seed/seed.ts';
import { ownDatabase } from '../fixtures/engines.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';

/* A house that moves between engines, and what breaks in the middle of it: the mover, the database. */

const root = path.join(import.meta.dirname, '../..');

let away: string;
let house: string;
let before: string;
let server: PostgresServer;
const in_ = (name: string) => path.join(away, name);

beforeAll(async () => {
  away = mkdtempSync(path.join(tmpdir(), 'yoriai-moving-'));
  house = in_('house');
  await seedHouse(house, { councils: 2, meetings: 2, members: 8, years: 0, seed: 1 }, 'session');
  before = printOf(house);
  // what survives is looked at: it waits for the disk as it does where people work
  server = await startPostgres({ fsync: true });
}, 300_000);
afterAll(async () => {
  await server.remove();
  rmSync(away, { recursive: true, force: true });
});

/** What the files of a house are, to the byte; the lock has no content. */
function printOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.db$|^blobs\/\w{64}$/.test(name)) hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

interface Ended {
  readonly code: number | null;
  readonly said: { error?: { code: string }; ok?: boolean }[];
}

/** A verb as the terminal runs it, to its end. `url`: where its server keeps the house. */
async function run(verb: Verb, args: readonly string[], url = ''): Promise<Ended> {
  const environment = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: url, DATA_DIR: in_('workplace') });
  try {
    const said: Ended['said'] = [];
    const code = await verb([...args], (answer) => void said.push(answer as Ended['said'][number]));
    return { code, said };
  } finally {
    for (const name of ['DATABASE_URL', 'DATA_DIR'])
      if (environment[name] === undefined) delete process.env[name];
      else process.env[name] = environment[name];
  }
}
const verify = (url: string) => run(verifyCommand, [], url);
const moveTo = (url: string) => run(moveCommand, ['--to', url, '--data', house]);
const moveFrom = (url: string, folder: string) => run(moveCommand, ['--from', url, '--data', folder]);

/** The same in a process of its own, killed as soon as the database sees it do something like this; whether it was. */
async function killedAt(doing: string, args: readonly string[], at: string, url = ''): Promise<boolean> {
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: in_('workplace') },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const over = new AbortController();
  void ended.then(() => over.abort());
  const seen = await untilSeen(doing, at, over.signal);
  child.kill('SIGKILL');
  await ended;
  return seen;
}

/** Resolves when whoever moves asks the database something like this; false: it never was, until the signal. */
async function untilSeen(doing: string, url: string, over?: AbortSignal): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    while (!over?.aborted) {
      const { rows } = await client.query(
        `select 1 from pg_stat_activity where datname = current_database()
         and application_name = 'yoriai-moving' and query like $1`,
        [doing],
      );
      if (rows.length > 0) return true;
    }
    return false;
  } finally {
    await client.end();
  }
}

const writing = 'insert into%';
const readingAgain = 'select "%" from "%';

async function database(): Promise<string> {
  return (await ownDatabase({ server: server.url })).url;
}

describe('a move into PostgreSQL', () => {
  it('[CHN22] killed while it writes or reads again: the folder is as it was, nobody finds half a house, and the next try brings it', async () => {
    const url = await database();
    for (const doing of ['alter table%drop constraint%', writing, readingAgain]) {
      expect(await killedAt(doing, ['move', '--to', url, '--data', house], url), doing).toBe(true);
      expect(printOf(house)).toBe(before);
      expect(await verify(url)).toMatchObject({ code: 2, said: [{ error: { code: 'unfinished-move' } }] });
    }
    expect((await moveTo(url)).code).toBe(0);
    expect((await verify(url)).said).toEqual((await run(verifyCommand, ['--data', house])).said);
  });

  it('[CHN22] PostgreSQL stops at once in the middle: said as such, and the next try brings it', async () => {
    const url = await database();
    const stopping = untilSeen(writing, url).then(() => server.stopNow());
    expect(await moveTo(url)).toMatchObject({ code: 2, said: [{ error: { code: 'lost' } }] });
    await stopping;
    expect(await verify(url)).toMatchObject({ code: 2, said: [{ error: { code: 'unreachable' } }] });
    await server.startAgain();
    expect(await verify(url)).toMatchObject({ code: 2, said: [{ error: { code: 'unfinished-move' } }] });
    expect(printOf(house)).toBe(before);
    expect((await moveTo(url)).code).toBe(0);
    expect((await verify(url)).code).toBe(0);
  });
});

describe('a move out of PostgreSQL', () => {
  it('killed in the middle leaves no folder that looks like a house, and the next one leaves nothing beside it', async () => {
    const url = await database();
    expect((await moveTo(url)).code).toBe(0);
    const target = in_('out');
    expect(await killedAt(readingAgain, ['move', '--from', url, '--data', target], url)).toBe(true);
    expect(existsSync(target)).toBe(false);
    expect((await moveFrom(url, target)).code).toBe(0);
    expect(readdirSync(away).filter((name) => name.includes('.part'))).toEqual([]);
    expect((await verify(url)).said).toEqual((await run(verifyCommand, ['--data', target])).said);
  });

  it('a backup that is killed leaves no copy of the house behind the next one', async () => {
    const url = await database();
    expect((await moveTo(url)).code).toBe(0);
    const file = in_('kept.tar');
    expect(await killedAt(readingAgain, ['backup', file], url, url)).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect((await run(backupCommand, [file], url)).code).toBe(0);
    expect(readdirSync(in_('workplace/backups'))).toEqual(['last.json']);
    expect((await run(restoreCommand, [file, '--data', in_('from-kept')])).code).toBe(0);
  });
});
