import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { buildApp } from '#server/app.ts';
import { until } from '#server/sync/tests/bed.ts';

it('[S60] a sample council whose play was cut off begins anew at the next start', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yoriai-play-'));
  const file = path.join(dataDir, 'records.db');
  const child = spawn(process.execPath, ['server/main.ts', '--demo'], {
    cwd: path.join(import.meta.dirname, '../..'),
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, DEMO_DATE: '2023-02-08', LOG_LEVEL: 'error' },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const issues = (): number => {
    if (!existsSync(file)) return 0;
    const db = new SQLite(file, { readonly: true });
    try {
      return db.prepare('select count(*) from issue').pluck().get() as number;
    } catch {
      return 0; // the tables are not there yet
    } finally {
      db.close();
    }
  };
  await until(() => issues() > 2, 120_000);
  child.kill('SIGKILL');
  await ended;
  expect(readdirSync(dataDir)).toContain('sample-unfinished');

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
    demo: true,
    demoDate: '2023-02-08',
  });
  expect(await app.db.selectFrom('council').select('id').execute()).toEqual([]);
  await app.close();
  expect(readdirSync(dataDir)).not.toContain('sample-unfinished');
  const words = new SQLite(path.join(dataDir, 'words.db'), { readonly: true });
  expect(words.prepare('select count(*) from doc').pluck().get()).toBe(0);
  words.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 180_000);
