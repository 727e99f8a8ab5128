import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAgenda } from '#lib/doc/agenda.ts';
import { buildApp } from '#server/app.ts';
import { importCouncilCommand } from '#server/cli/import-council.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { keepNights } from '#server/jobs/nightly-backup.ts';
import { pause, until } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { openAfter } from './after.ts';
import { post } from './crew.ts';
import { setStage, type Stage } from './stage.ts';

/* Keeping a house beside the running server, and what a kill in the middle of it leaves. */

const root = path.join(import.meta.dirname, '../..');
const kills = Number(process.env['KILLS'] ?? 2);

let stage: Stage;
let server: TestServer;
let away: string;
beforeAll(async () => {
  stage = await setStage(0);
  away = mkdtempSync(path.join(tmpdir(), 'yoriai-kept-'));
  server = await startServer({ dataDir: stage.folder });
});
afterAll(async () => {
  await server.dispose();
  stage.remove();
  rmSync(away, { recursive: true, force: true });
});

/** Runs the command of the terminal, and kills it after so many ms; its exit code, null when it was killed. */
async function yoriai(args: string[], killAfter?: number): Promise<number | null> {
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args], { cwd: root, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  return ended;
}

/** How long a run takes here, ms. */
async function tookFor(args: string[]): Promise<number> {
  const from = performance.now();
  expect(await yoriai(args)).toBe(0);
  return performance.now() - from;
}

describe('a backup beside the running server', () => {
  it(
    'holds acts and the words they owe of one instant, whatever goes on',
    async () => {
      const acts = new AbortController();
      const acting = (async () => {
        for (let n = 1; !acts.signal.aborted; n++) {
          const day = new Date(Date.now() + (30 + n) * 86_400_000).toISOString().slice(0, 10);
          const answer = await post(server.origin, stage.secretariat, 'create-meeting', {
            councilId: stage.councilId,
            startsAt: `${day}T19:00:00+09:00`,
            endsAt: `${day}T21:00:00+09:00`,
            place: '公民館',
            kind: 'live',
            visibility: 'open',
          });
          expect(answer.status).toBe(200);
          // always one under way or just done; on a slow machine not thousands that are read again below
          await pause(40);
        }
      })();
      await pause(300);
      const files = ['one.tar', 'two.tar'].map((name) => path.join(away, name));
      for (const file of files) expect(await yoriai(['backup', file, '--data', stage.folder])).toBe(0);
      acts.abort();
      await acting;
      const { lastBackup } = (await (await fetch(`${server.origin}/healthz`)).json()) as {
        lastBackup: string;
      };
      expect(Date.parse(lastBackup)).toBeGreaterThan(Date.now() - 60_000);

      const counts: number[] = [];
      for (const file of files) {
        const folder = `${file}.data`;
        expect(await yoriai(['restore', file, '--data', folder])).toBe(0);
        const before = meetingsIn(folder);
        // no words of an act that never was
        for (const id of before.worded) expect(before.meetings).toContain(id);
        await start(folder);
        const after = meetingsIn(folder);
        expect(after.meetings).toEqual(before.meetings);
        // and none of an act that are missing
        const expected = await titlesOf(folder, stage.meetingId);
        for (const id of after.meetings) expect(await titlesOf(folder, id)).toEqual(expected);
        counts.push(after.meetings.length);
        rmSync(folder, { recursive: true });
      }
      expect(counts[0]).toBeGreaterThan(1);
      expect(counts.at(-1)).toBeGreaterThan(counts[0]!);
    },
    300_000 + kills * 20_000,
  );

  it(
    'killed in the middle leaves the older backup whole, and the next one removes what is left',
    async () => {
      const file = path.join(away, 'kept.tar');
      const args = ['backup', file, '--data', stage.folder];
      const whole = await tookFor(args);
      for (let n = 1; n <= kills; n++) {
        await yoriai(args, (whole * n) / (kills + 1));
        const names = readdirSync(away).filter((name) => name.startsWith('kept.tar'));
        expect(names).toContain('kept.tar');
      }
      // whichever it is, it is whole
      expect(await yoriai(['restore', file, '--data', path.join(away, 'from-killed')])).toBe(0);
      expect(await yoriai(args)).toBe(0);
      expect(readdirSync(away).filter((name) => name.includes('.part'))).toEqual([]);
      expect(readdirSync(path.join(stage.folder, 'backups'))).toEqual(['last.json']);
    },
    300_000 + kills * 20_000,
  );

  it(
    'restoring that is killed leaves nothing that looks like a house',
    async () => {
      const target = path.join(away, 'restored');
      const args = ['restore', path.join(away, 'kept.tar'), '--data', target];
      const whole = await tookFor(args);
      for (let n = 1; n <= kills; n++) {
        rmSync(target, { recursive: true, force: true });
        await yoriai(args, (whole * n) / (kills + 1));
        if (existsSync(target)) expect(await yoriai(['verify', '--data', target])).toBe(0);
      }
      rmSync(target, { recursive: true, force: true });
      expect(await yoriai(args)).toBe(0);
      expect(readdirSync(away).filter((name) => name.includes('.part'))).toEqual([]);
    },
    300_000 + kills * 20_000,
  );
});

describe('a council that comes in', () => {
  it(
    'and is killed on the way leaves the house as it was, or has come in; then it comes in',
    async () => {
      const file = path.join(away, 'arashi.tar');
      expect(await yoriai(['export-council', file, '--council', stage.slug, '--data', stage.folder])).toBe(0);
      const [fresh, target] = [path.join(away, 'fresh'), path.join(away, 'new-house')];
      await start(fresh);
      const args = [file, '--data', target];
      const begin = () => {
        rmSync(target, { recursive: true, force: true });
        cpSync(fresh, target, { recursive: true });
      };
      const verifies = () => verifyCommand(['--data', target], () => undefined);
      begin();
      const whole = await tookFor(['import-council', ...args]);
      for (const n of [3, 4]) {
        begin();
        await yoriai(['import-council', ...args], (whole * n) / 5);
        expect(await verifies()).toBe(0);
        if (meetingsIn(target).meetings.length === 0) {
          expect(await importCouncilCommand(args, () => undefined)).toBe(0);
          expect(readdirSync(path.join(target, 'backups'))).toEqual([]);
          expect(await verifies()).toBe(0);
        }
        expect(meetingsIn(target)).toEqual(meetingsIn(stage.folder));
      }
    },
    300_000 + kills * 20_000,
  );
});

describe('a paper whose bytes are no longer what was stored', () => {
  it('[F-S5] who asks for it is told in words, verify names it, and the night tells those who look after the council', async () => {
    const added = await post(server.origin, stage.secretariat, 'add-material', {
      meetingId: stage.meetingId,
      title: '見取り図',
      visibility: 'open',
      fileName: 'mitorizu.txt',
      base64: Buffer.from('%PDF-1.4 集会所の見取り図').toString('base64'),
    });
    expect(added.status).toBe(200);
    const { no } = ((await added.json()) as { result: { no: number } }).result;
    const [hash = ''] = readdirSync(path.join(stage.folder, 'blobs'));
    writeFileSync(path.join(stage.folder, 'blobs', hash), '別のもの');

    const address = `${server.origin}/c/${stage.slug}/meetings/${stage.meetingId}/materials/${no}`;
    const headers = { cookie: stage.secretariat, accept: 'text/html', 'accept-language': 'ja' };
    const answer = await fetch(address, { headers });
    expect(answer.status).toBe(410);
    const words = await answer.text();
    expect(words).toContain('バックアップ');
    expect(words).not.toContain('別のもの');
    await until(() => server.output().includes(`"hash":"${hash}"`), 20_000);

    const said: object[] = [];
    expect(await verifyCommand(['--data', stage.folder], (one) => said.push(one))).toBe(1);
    expect(said.at(-1)).toMatchObject({ papers: { damaged: [hash] } });
    const log = { error: () => undefined } as never;
    const nights = keepNights({ dataDir: stage.folder, hour: 3, keep: 1, log });
    await nights.keepNow(Date.now());
    nights.stop();
    expect(await nights.trouble()).toMatchObject({ code: 'damaged' });
    const home = await fetch(`${server.origin}/c/${stage.slug}`, { headers });
    expect(await home.text()).toContain('データの一部が失われています');
  }, 300_000);
});

/** Opens a folder as a server does, so that what acts owe is paid, and closes it. */
async function start(dataDir: string): Promise<void> {
  const app = await buildApp({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    origin: undefined,
    trustProxy: '',
    logLevel: 'silent',
    sync: { ratePerSecond: 1000, documentPerMinute: 2 ** 30, perAddress: 1000, total: 1000 },
    street: { submitPerAddress: 1000, submitPerLink: 1000, lookupPerAddress: 1000 },
    backups: { hour: 3, keep: 0 },
    demo: false,
    demoDate: undefined,
  });
  await app.close();
}

function meetingsIn(folder: string): { meetings: string[]; worded: string[] } {
  const all = (file: string, sql: string) => {
    const db = new SQLite(path.join(folder, file), { readonly: true });
    const rows = db.prepare<[], string>(sql).pluck().all();
    db.close();
    return rows;
  };
  return {
    meetings: all('records.db', 'select id from meeting order by id'),
    worded: all(
      'words.db',
      `select substr(id, 9, length(id) - 15) from doc where id like 'meeting/%/agenda'`,
    ),
  };
}

async function titlesOf(folder: string, meetingId: string): Promise<string[]> {
  return readAgenda((await openAfter(folder, `meeting/${meetingId}/agenda`)).doc).map(({ title }) => title);
}
