import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { answerWords } from '#server/cli/answer-words.ts';
import { inviteCouncilCommand } from '#server/cli/invite-council.ts';
import type { Verb } from '#server/cli/verb.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { lockDataFolder } from '#server/db/lock.ts';
import { migrate, openRecords } from '#server/db/open.ts';

/* How a start can fail (contracts §1, safety B15, B16): a clear sentence, an exit code, nothing half done. */

const root = path.join(import.meta.dirname, '../..');
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'yoriai-start-'));
  folders.push(made);
  return made;
}

function start(
  env: Record<string, string>,
  args: string[] = [],
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['server/main.ts', ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', PORT: '0', ...env },
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('exit', (code) => resolve({ code, said }));
  });
}

describe('a server that can not start says why and ends', () => {
  test('every fault of the configuration at once, exit 2', async () => {
    const { code, said } = await start({
      PORT: '99999',
      ORIGIN: 'ftp://x',
      LOG_LEVEL: 'loud',
      DEMO_DATE: '2023-02-30',
      DATA_DIR: folder(),
    });
    expect(code).toBe(2);
    for (const name of ['PORT', 'ORIGIN', 'LOG_LEVEL', 'DEMO_DATE']) expect(said).toContain(name);
    expect(said).not.toContain('    at ');
  });

  test('an unknown argument, exit 2', async () => {
    const { code, said } = await start({ DATA_DIR: folder() }, ['--dmeo']);
    expect(code).toBe(2);
    expect(said).toContain('--dmeo');
  });

  test('[B16] a second server on the same folder, exit 78', async () => {
    const dataDir = folder();
    const unlock = lockDataFolder(dataDir);
    const { code, said } = await start({ DATA_DIR: dataDir });
    unlock();
    expect(code).toBe(78);
    expect(said).toContain('Another Yoriai server');
  });

  test('[B15] a folder of a newer version is refused and left as it was', async () => {
    const dataDir = folder();
    const db = openRecords(dataDir);
    await migrate(db);
    await db.destroy();
    const file = path.join(dataDir, 'records.db');
    const raw = new SQLite(file);
    raw
      .prepare('insert into kysely_migration (name, timestamp) values (?, ?)')
      .run('9999_from_the_future', '');
    const before = raw.prepare('select group_concat(sql) from sqlite_master').pluck().get();
    raw.close();
    const { code, said } = await start({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(said).toContain('newer version');
    expect(said).toContain('9999_from_the_future');
    for (const [verb, ...args] of [[verifyCommand], [inviteCouncilCommand, 'となり']] as [
      Verb,
      ...string[],
    ][]) {
      const answers: object[] = [];
      expect(await verb([...args, '--data', dataDir], (answer) => answers.push(answer))).toBe(2);
      expect(answers.flatMap((answer) => answerWords(answer, 'ja'))).toEqual([
        expect.stringContaining('新しい版の寄合が書いたものです'),
      ]);
    }
    const after = new SQLite(file, { readonly: true });
    expect(after.prepare('select group_concat(sql) from sqlite_master').pluck().get()).toBe(before);
    after.close();
  });

  test('a file that is no database, exit 1 with its name and no stack', async () => {
    const dataDir = folder();
    writeFileSync(path.join(dataDir, 'records.db'), 'これはデータベースではありません'.repeat(100));
    const { code, said } = await start({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(said).toContain('records.db');
    expect(said).not.toContain('    at ');
  });

  test('a live-document file that is no database, exit 1 with its name and no stack', async () => {
    const dataDir = folder();
    writeFileSync(path.join(dataDir, 'words.db'), 'これはデータベースではありません'.repeat(100));
    const { code, said } = await start({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(said).toContain('words.db');
    expect(said).not.toContain('    at ');
  });

  test('a data folder that is a file, exit 1', async () => {
    const dataDir = path.join(folder(), 'data');
    mkdirSync(path.dirname(dataDir), { recursive: true });
    writeFileSync(dataDir, '');
    const { code, said } = await start({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(said).toContain(dataDir);
  });
});
