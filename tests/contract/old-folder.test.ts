import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { readBoard } from '#lib/doc/board.ts';
import { readFloor, type Floor } from '#lib/doc/floor.ts';
import { buildApp, type App } from '#server/app.ts';
import { exportCouncilCommand } from '#server/cli/export-council.ts';
import { importCouncilCommand } from '#server/cli/import-council.ts';
import type { Verb } from '#server/cli/verb.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';

/*
 * A data folder of version 0.1.0 opens unchanged. The folder (tests/fixtures/old-folder) was made by that version
 * itself: the sample council of 2023-02-08 after AT-1 was played in browsers to sealed and published minutes; a
 * second council with sealed minutes, and a meeting in session on 2023-03-15 with a majority round closed and a
 * consent round open. recorded.json is what that version had in its tables and showed on its mirrors. Never made
 * anew: where a figure changes, an old council's records have changed.
 */

interface Recorded {
  readonly tables: Readonly<Record<'records' | 'words', Readonly<Record<string, number>>>>;
  /** By council. */
  readonly heads: Readonly<Record<string, { readonly entries: number; readonly head: string }>>;
  /** By round. */
  readonly outcomes: Readonly<Record<string, object>>;
  /** By round: how often `choice via`. */
  readonly ballots: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By meeting. */
  readonly floors: Readonly<Record<string, object>>;
  /** By council. */
  readonly boards: Readonly<Record<string, readonly object[]>>;
}

const fixture = (name: string) => path.join(import.meta.dirname, '../fixtures/old-folder', name);
const recorded = JSON.parse(readFileSync(fixture('recorded.json'), 'utf8')) as Recorded;

let dataDir: string;
let app: App;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'yoriai-old-'));
  for (const name of ['records.db', 'words.db'])
    writeFileSync(path.join(dataDir, name), brotliDecompressSync(readFileSync(fixture(`${name}.br`))));
  app = await buildApp({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    origin: undefined,
    trustProxy: '',
    logLevel: 'silent',
    sync: { ratePerSecond: 1000, documentPerMinute: 2 ** 30, perAddress: 1000, total: 1000 },
    street: { submitPerAddress: 1000, submitPerLink: 1000, lookupPerAddress: 1000 },
    backups: { hour: 3, keep: 0 },
    demo: true,
    demoDate: '2023-03-15',
  });
});
afterAll(async () => {
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Asks a file of the folder beside the server. */
function ask<T>(file: 'records' | 'words', work: (db: SQLite.Database) => T): T {
  const db = new SQLite(path.join(dataDir, `${file}.db`), { readonly: true });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Answers for retries and who is signed in are pruned by age; how an index lies on the disk is its own affair. */
const pruned = ['idempotency', 'session', 'issue_search_data', 'issue_search_idx'];

const namesOf = (file: 'records' | 'words') =>
  Object.keys(recorded.tables[file]).filter((name) => !pruned.includes(name));

test.each(['records', 'words'] as const)('every table of %s.db has the rows it had', (file) => {
  const found = ask(file, (db) =>
    Object.fromEntries(
      namesOf(file).map((table) => [table, db.prepare(`select count(*) from "${table}"`).pluck().get()]),
    ),
  );
  expect(found).toEqual(Object.fromEntries(namesOf(file).map((name) => [name, recorded.tables[file][name]])));
});

test('every ballot says what it said, and every round has the outcome it had', () => {
  const { ballots, outcomes } = ask('records', (db) => ({
    ballots: db
      .prepare(
        "select round_id as round, choice || ' ' || via as said, count(*) as times from ballot group by 1, 2",
      )
      .all() as { round: string; said: string; times: number }[],
    outcomes: db.prepare('select id, outcome from round where outcome is not null').all() as {
      id: string;
      outcome: string;
    }[],
  }));
  const byRound: Record<string, Record<string, number>> = {};
  for (const { round, said, times } of ballots) (byRound[round] ??= {})[said] = times;
  expect(byRound).toEqual(recorded.ballots);
  expect(Object.fromEntries(outcomes.map(({ id, outcome }) => [id, JSON.parse(outcome) as object]))).toEqual(
    recorded.outcomes,
  );
});

test('the chains verify and end where they ended', () => {
  const verified = spawnSync(process.execPath, ['server/cli/main.ts', 'verify', '--data', dataDir], {
    cwd: path.join(import.meta.dirname, '../..'),
    encoding: 'utf8',
  });
  // its papers were not kept with it, and everything else verifies
  expect(verified.status, verified.stderr).toBe(1);
  const reports = verified.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { council?: string; ok: boolean; entries: number; head: string });
  const chains = reports.filter(({ council }) => council !== undefined);
  expect(chains.map(({ ok }) => ok)).toEqual(chains.map(() => true));
  expect(reports.at(-1)).toMatchObject({ acts: { break: null }, documents: { damaged: [] }, files: [] });
  expect(
    Object.fromEntries(chains.map(({ council, entries, head }) => [council, { entries, head }])),
  ).toEqual(recorded.heads);
});

test('floors and boards show over a socket what they showed', async () => {
  const http = createServer();
  app.sync.attach(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  app.listenOn(port);
  try {
    const readers = new Map<string, string>();
    for (const { slug, person } of await secretariats())
      readers.set(slug, `yoriai=${(await app.sessions.issue(person, 'test')).token}`);
    const boards: Record<string, unknown> = {};
    for (const [slug, cookie] of readers)
      boards[slug] = await read(port, cookie, `council/${slug}/board`, readBoard);
    expect(boards).toEqual(recorded.boards);
    const floors: Record<string, unknown> = {};
    for (const { id, slug } of await meetings()) {
      const floor = await read(port, readers.get(slug) ?? '', `meeting/${id}/floor`, readFloor);
      floors[id] = floor && (await asItWas(floor));
    }
    expect(floors).toMatchObject(recorded.floors);
    expect(Object.keys(floors).toSorted()).toEqual(Object.keys(recorded.floors).toSorted());
  } finally {
    http.close();
  }
});

/** The facts of a floor in the shape they were recorded in (shape 1). */
async function asItWas(floor: Floor): Promise<object> {
  const { presiding } = floor.meeting;
  const names = await app.db
    .selectFrom('person')
    .select('display_name')
    .where('id', '=', presiding?.person ?? '')
    .execute();
  const proposals = await app.db.selectFrom('proposal').select(['id', 'state']).execute();
  return {
    ...floor,
    meeting: { ...floor.meeting, presiding: names[0]?.display_name ?? '' },
    proposals: floor.proposals.map((entry) => ({
      ...entry,
      state: proposals.find(({ id }) => id === entry.id)?.state,
    })),
    rounds: floor.rounds.map(({ outcome, ...round }) => ({
      ...round,
      outcome: outcome && {
        code: outcome.code,
        reason: outcome.reason,
        quorum: outcome.quorum,
        byChoice: outcome.total.byChoice,
        notCast: outcome.total.notCast,
      },
    })),
  };
}

function secretariats() {
  return app.db
    .selectFrom('mandate')
    .innerJoin('council', 'council.id', 'mandate.council_id')
    .select(['council.slug', 'mandate.person_id as person'])
    .where('mandate.role', '=', 'secretariat')
    .where('mandate.ended_at', 'is', null)
    .execute();
}

function meetings() {
  return app.db
    .selectFrom('meeting')
    .innerJoin('council', 'council.id', 'meeting.council_id')
    .select(['meeting.id', 'council.slug'])
    .execute();
}

/** What a stock client sees of a document once it has arrived. */
async function read<T>(port: number, cookie: string, docName: string, lens: (doc: Y.Doc) => T): Promise<T> {
  class Socket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie, origin: `http://localhost:${port}` } });
    }
  }
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, docName, doc, {
    disableBc: true,
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
  });
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  const value = lens(doc);
  provider.destroy();
  doc.destroy();
  return value;
}

test('[CHN19] a council of it can move to another server, with what was logged before the chains were separate', async () => {
  const target = mkdtempSync(path.join(tmpdir(), 'yoriai-old-moved-'));
  const away = mkdtempSync(path.join(tmpdir(), 'yoriai-old-files-'));
  try {
    const { config } = app;
    await (await buildApp({ ...config, dataDir: target })).close();
    const run = async (command: Verb, ...args: string[]) => {
      const answers: object[] = [];
      const code = await command(args, (answer) => void answers.push(answer));
      return { code, answers };
    };
    // the papers of the other one are not in the fixture
    const slug = 'minami';
    const file = path.join(away, slug);
    for (const done of [
      await run(exportCouncilCommand, file, '--council', slug, '--data', dataDir),
      await run(importCouncilCommand, file, '--data', target),
    ])
      expect(done).toMatchObject({ code: 0, answers: [recorded.heads[slug]] });
    expect(await run(verifyCommand, '--data', target)).toMatchObject({ code: 0 });
    const count = (folder: string, sql: string) => {
      const db = new SQLite(path.join(folder, 'records.db'), { readonly: true });
      const n = db.prepare<[], number>(sql).pluck().get();
      db.close();
      return n;
    };
    const earlier = count(
      dataDir,
      `select count(*) from audit_event where no is null
         and council_id = (select id from council where slug = '${slug}')`,
    );
    expect(earlier).toBeGreaterThan(0);
    expect(count(target, 'select count(*) from audit_earlier')).toBe(earlier);
    changeByHand(
      target,
      `update audit_earlier set at = at + 1 where seq = (select max(seq) from audit_earlier)`,
    );
    expect(await run(verifyCommand, '--data', target)).toMatchObject({ code: 1 });
  } finally {
    for (const folder of [target, away]) rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
