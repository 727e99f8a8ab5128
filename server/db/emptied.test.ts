import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '#server/app.ts';
import { answerWords } from '#server/cli/answer-words.ts';
import { backupCommand } from '#server/cli/backup.ts';
import { exportCommand } from '#server/cli/export.ts';
import { inviteCouncilCommand } from '#server/cli/invite-council.ts';
import type { Verb } from '#server/cli/verb.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { foundCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
const folder = mkdtempSync(path.join(tmpdir(), 'yoriai-emptied-'));
const kept = path.join(folder, 'kept');

beforeAll(async () => {
  house = await openHouse();
  const council = await foundCouncil(house);
  await house.must(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    kind: 'live',
    startsAt: '2023-03-01T19:00:00+09:00',
    endsAt: '2023-03-01T21:00:00+09:00',
    place: '集会所',
    visibility: 'open',
  });
  await house.app.close();
  cpSync(house.dataDir, kept, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(house.dataDir, { recursive: true, force: true });
});

/** Everything in a folder, to the byte; the file of the lock has no content. */
function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir).filter((name) => name !== 'server.lock' && !name.endsWith('-shm'));
  return Object.fromEntries(
    files
      .filter((name) => existsSync(path.join(dir, name)) && name.includes('.db'))
      .filter((name) => !name.endsWith('-wal') || readFileSync(path.join(dir, name)).length > 0)
      .map((name) => [name, readFileSync(path.join(dir, name)).toString('base64')]),
  );
}

/** The log of a house that is at work elsewhere. */
function foreignLog(): Buffer {
  const file = path.join(folder, 'elsewhere.db');
  const db = new SQLite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('application_id = 77');
  db.exec('create table council (id text)');
  const log = readFileSync(`${file}-wal`);
  db.close();
  return log;
}

const gone = /words\.db holds the texts of a council, but [^,]*records\.db (is missing|holds no council)/;

const spoils: [how: string, says: RegExp, spoil: (dir: string) => void][] = [
  ['records.db is missing', gone, (dir) => rmSync(path.join(dir, 'records.db'))],
  ['records.db is emptied', gone, (dir) => truncateSync(path.join(dir, 'records.db'))],
  [
    'records.db is begun anew',
    gone,
    (dir) => {
      rmSync(path.join(dir, 'records.db'));
      new SQLite(path.join(dir, 'records.db')).exec('create table council (id text)').close();
    },
  ],
  [
    'the log of another house lies beside records.db',
    /records\.db-wal does not belong to [^,]*records\.db/,
    (dir) => writeFileSync(path.join(dir, 'records.db-wal'), foreignLog()),
  ],
];

test.each(spoils)(
  '[F-S11] %s, beside the words of a council: each door says so, and nothing is written',
  async (how, says, spoil) => {
    const dir = path.join(folder, how);
    cpSync(kept, dir, { recursive: true });
    spoil(dir);
    const before = contents(dir);
    await expect(buildApp({ ...house.app.config, dataDir: dir })).rejects.toMatchObject({
      exitCode: 65,
      why: { code: expect.stringMatching(/^(records-(missing|empty)|wal-foreign)$/) },
    });
    const doors: [Verb, ...string[]][] = [
      [verifyCommand],
      [exportCommand, path.join(dir, 'out')],
      [backupCommand, path.join(dir, 'out.tar')],
      [inviteCouncilCommand, 'となり中学校区'],
    ];
    for (const [verb, ...args] of doors) {
      const said: object[] = [];
      expect(await verb([...args, '--data', dir], (answer) => said.push(answer))).toBe(2);
      expect(JSON.stringify(said)).toMatch(says);
      expect(said.flatMap((answer) => answerWords(answer, 'ja'))).toEqual([
        expect.stringContaining('データフォルダーを使えません'),
      ]);
    }
    expect(contents(dir)).toEqual(before);
  },
);

test.each([
  ['missing', (file: string) => rmSync(file)],
  ['empty', (file: string) => truncateSync(file)],
])('[F-S11] words.db %s beside a council: a sentence, and nothing written', async (how, spoil) => {
  const dir = path.join(folder, `words-${how}`);
  cpSync(kept, dir, { recursive: true });
  spoil(path.join(dir, 'words.db'));
  const before = contents(dir);
  await expect(buildApp({ ...house.app.config, dataDir: dir })).rejects.toMatchObject({
    exitCode: 65,
    why: { code: `words-${how}` },
  });
  const said: object[] = [];
  expect(await verifyCommand(['--data', dir], (answer) => said.push(answer))).toBe(2);
  expect(JSON.stringify(said)).toMatch(
    /records\.db holds a council, but [^,]*words\.db (is missing|holds nothing)/,
  );
  expect(contents(dir)).toEqual(before);
  // going on without them, by the way the sentence says
  const fresh = path.join(folder, `fresh-${how}`);
  await (await buildApp({ ...house.app.config, dataDir: fresh })).close();
  cpSync(path.join(fresh, 'words.db'), path.join(dir, 'words.db'));
  await (await buildApp({ ...house.app.config, dataDir: dir })).close();
});

test('[F-S11] a folder that is new, or whole, is opened', async () => {
  const empty = path.join(folder, 'empty');
  const app = await buildApp({ ...house.app.config, dataDir: empty });
  await app.close();
  await (await buildApp({ ...house.app.config, dataDir: empty })).close();
  await (await buildApp({ ...house.app.config, dataDir: kept })).close();
});

test('[CHN19] words of a council that was killed on its way in are nobody’s, while its draft says whose they are', async () => {
  const target = path.join(folder, 'coming-in');
  await (await buildApp({ ...house.app.config, dataDir: target })).close();
  // words.db is written first
  const draft = path.join(target, 'backups', 'council.999999999.part');
  mkdirSync(draft, { recursive: true });
  for (const dir of [target, draft]) cpSync(path.join(kept, 'words.db'), path.join(dir, 'words.db'));
  const says = () => verifyCommand(['--data', target], () => undefined);
  expect(await says()).toBe(0);
  await (await buildApp({ ...house.app.config, dataDir: target })).close();
  rmSync(draft, { recursive: true });
  expect(await says()).toBe(2);
});
