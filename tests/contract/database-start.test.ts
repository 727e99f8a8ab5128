import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDatabase, sayTo, type OwnDatabase } from '../fixtures/engines.ts';
import { houseDatabase } from '../fixtures/house-database.ts';
import { freePort } from '../free-port.ts';
import { databaseUrl } from '../postgres.ts';

/* A server whose database can't be used says why, in the language of the terminal, and ends: never with a password. */

const root = path.join(import.meta.dirname, '../..');
const dataDir = mkdtempSync(path.join(tmpdir(), 'yoriai-start-'));
let house: OwnDatabase;
let strange: OwnDatabase;

beforeAll(async () => {
  house = await houseDatabase();
  strange = await ownDatabase();
  await sayTo(strange.url, 'create table letters (text text)');
});
afterAll(async () => {
  for (const database of [house, strange]) await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(url: string, language: string, ...args: string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['server/main.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'silent',
      LC_ALL: language,
    },
    timeout: 60_000,
  });
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/aikotoba|at .*\.ts:\d/);
  return { status, said: stderr.trim() };
}

test('nobody answers: exit 75, for starting it again is right', async () => {
  const nobody = new URL(house.url);
  nobody.port = String(await freePort());
  const ja = start(nobody.href, 'ja_JP.UTF-8');
  expect(ja).toMatchObject({ status: 75, said: expect.stringContaining('に接続できません') as string });
  expect(start(nobody.href, 'C')).toMatchObject({
    status: 75,
    said: expect.stringContaining('does not answer') as string,
  });
});

test('the settings are wrong: exit 2', () => {
  const wrong = new URL(house.url);
  wrong.password = 'aikotoba-chigai';
  expect(start(wrong.href, 'ja_JP.UTF-8')).toMatchObject({
    status: 2,
    said: expect.stringContaining('パスワードを確認してください') as string,
  });
  expect(start(databaseUrl(house.url, 'none_such'), 'C')).toMatchObject({
    status: 2,
    said: expect.stringContaining('there is no database none_such') as string,
  });
  expect(start('postgres://yoriai:aikotoba@', 'C')).toMatchObject({
    status: 2,
    said: expect.stringContaining('DATABASE_URL') as string,
  });
});

test('what lies there is not to be written into: exit 65, or 1 where a newer version has written it', async () => {
  expect(start(strange.url, 'C')).toMatchObject({
    status: 65,
    said: expect.stringContaining('letters') as string,
  });
  await sayTo(house.url, `insert into kysely_migration values ('9999_later', '2030-01-01T00:00:00.000Z')`);
  expect(start(house.url, 'ja_JP.UTF-8')).toMatchObject({
    status: 1,
    said: expect.stringContaining('新しい版の寄合') as string,
  });
  await sayTo(house.url, `delete from kysely_migration where name = '9999_later'`);
  await sayTo(house.url, 'create table unfinished_move (one integer)');
  expect(start(house.url, 'ja_JP.UTF-8')).toMatchObject({
    status: 65,
    said: expect.stringContaining('yoriai move --to を、もう一度実行してください') as string,
  });
});

test('a database that can not hold every sign, or no tables: exit 2', async () => {
  const latin = `latin_${process.pid}`;
  const guest = `guest_${process.pid}`;
  const closed = await ownDatabase();
  await sayTo(house.url, `create database ${latin} template template0 encoding 'LATIN1' locale 'C'`);
  await sayTo(closed.url, `create role ${guest} login password 'aikotoba'`);
  await sayTo(closed.url, 'revoke create on schema public from public');
  try {
    expect(start(databaseUrl(house.url, latin), 'C')).toMatchObject({
      status: 2,
      said: expect.stringContaining('LATIN1') as string,
    });
    const other = new URL(closed.url);
    other.username = guest;
    expect(start(other.href, 'C')).toMatchObject({
      status: 2,
      said: expect.stringContaining('too few rights') as string,
    });
  } finally {
    await sayTo(house.url, `drop database ${latin} with (force)`);
    await closed.drop();
    await sayTo(house.url, `drop role ${guest}`);
  }
});

test('the sample council plays in a folder of its own: exit 2', () => {
  expect(start(house.url, 'C', '--demo')).toMatchObject({
    status: 2,
    said: expect.stringContaining('without DATABASE_URL') as string,
  });
});
