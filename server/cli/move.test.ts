import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '#server/app.ts';
import { houseTables } from '#server/db/moving/house-tables.ts';
import { openPostgres } from '#server/db/postgres/open.ts';
import { fillSampleCouncil } from '#server/demo/fill.ts';
import { keepNights } from '#server/jobs/nightly-backup.ts';
import { takeTurn } from '#server/peers/peer-rows.ts';
import { ownDatabase, sayTo, type OwnDatabase } from '#tests/fixtures/engines.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { houseDatabase } from '#tests/fixtures/house-database.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { databaseUrl } from '../../tests/postgres.ts';
import { answerWords } from './answer-words.ts';
import { backupCommand } from './backup.ts';
import { exportCouncilCommand } from './export-council.ts';
import { exportCommand } from './export.ts';
import type { VerbFault } from './fault-words.ts';
import { importCouncilCommand } from './import-council.ts';
import { inviteCouncilCommand } from './invite-council.ts';
import type { KeptAnswer } from './keeping-words.ts';
import { moveCommand } from './move.ts';
import type { TransferredAnswer } from './move-words.ts';
import { redirectCouncilCommand } from './redirect-council.ts';
import { restoreCommand } from './restore.ts';
import { seedCommand } from './seed.ts';
import type { Verb } from './verb.ts';
import { verifyCommand } from './verify.ts';

/** The house of the sample council, closed; and the database into which it has moved. */
let house: House;
let moved: OwnDatabase;
const opened: OwnDatabase[] = [];
const away = mkdtempSync(path.join(tmpdir(), 'yoriai-move-'));
const in_ = (name: string) => path.join(away, name);
const workplace = in_('workplace');

beforeAll(async () => {
  house = await openHouse();
  await fillSampleCouncil(house.app);
  await house.app.sync.writeAs('council/mizukidai/canvas', 'server', (doc) =>
    doc.getText('x').insert(0, '付箋'),
  );
  await house.app.close();
  moved = await ownDatabase();
}, 120_000);
afterEach(async () => {
  for (const database of opened.splice(0)) await database.drop();
});
afterAll(async () => {
  await moved.drop();
  rmSync(house.dataDir, { recursive: true, force: true });
  rmSync(away, { recursive: true, force: true });
});

async function empty(): Promise<OwnDatabase> {
  const database = await ownDatabase();
  opened.push(database);
  return database;
}

type Answer = TransferredAnswer & KeptAnswer & { error: VerbFault };

/** Runs a verb as a terminal would; `url`: where its server keeps the house. */
async function run(verb: Verb, args: readonly string[], url = '') {
  const before = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: url, DATA_DIR: workplace });
  try {
    const answers: object[] = [];
    const code = await verb([...args], (answer) => void answers.push(answer));
    return { code, answers, answer: answers[0] as Answer };
  } finally {
    for (const name of ['DATABASE_URL', 'DATA_DIR'])
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  }
}
const moveTo = (url: string, folder = house.dataDir) => run(moveCommand, ['--to', url, '--data', folder]);
const moveFrom = (url: string, folder: string) => run(moveCommand, ['--from', url, '--data', folder]);
const verify = (data: string) => run(verifyCommand, ['--data', data]);

/** Everything of a house in a folder, row by row and byte by byte. */
function everything(folder: string): Record<string, unknown> {
  const [records, words] = ['records.db', 'words.db'].map(
    (name) => new SQLite(path.join(folder, name), { readonly: true }),
  ) as [SQLite.Database, SQLite.Database];
  try {
    const said: Record<string, unknown> = {};
    for (const { name, columns, file } of houseTables({ records, words })) {
      const db = file === 'records' ? records : words;
      const list = columns.map((column) => `"${column}"`).join(', ');
      said[name] = db.prepare(`select ${list} from "${name}" order by ${list}`).raw().all();
    }
    const papers = path.join(folder, 'blobs');
    for (const name of existsSync(papers) ? readdirSync(papers) : [])
      said[name] = readFileSync(path.join(papers, name)).toString('base64');
    return said;
  } finally {
    records.close();
    words.close();
  }
}

/** No draft is left, neither beside what is made nor in the folder of the machine. */
function leftovers(): string[] {
  return readdirSync(away, { recursive: true, encoding: 'utf8' }).filter((name) => /\.part($|\/)/.test(name));
}

describe('a whole house', () => {
  test('[CHN21] moves into PostgreSQL and back: every row, chain, document and paper is as it was', async () => {
    const before = everything(house.dataDir);
    expect(Object.keys(before).length).toBeGreaterThan(50);
    const to = await moveTo(moved.url);
    expect(to).toMatchObject({
      code: 0,
      answer: { transferred: 'to', folder: house.dataDir, documents: 11, papers: 7, damaged: [] },
    });
    expect(to.answer.councils).toMatchObject([{ council: 'mizukidai', entries: 5 }]);
    // the folder is as it was, and nobody has to repair it
    expect(everything(house.dataDir)).toEqual(before);
    const from = await moveFrom(moved.url, in_('back'));
    expect(from).toMatchObject({ code: 0, answer: { transferred: 'from', documents: 11, papers: 7 } });
    expect(from.answer.councils).toEqual(to.answer.councils);
    expect(from.answer.rows).toBe(to.answer.rows);
    expect(everything(in_('back'))).toEqual(before);
    const [there, back] = [await verify(house.dataDir), await verify(in_('back'))];
    expect(there.code).toBe(0);
    expect(back).toEqual(there);
    expect(leftovers()).toEqual([]);
    for (const answer of [to.answer, from.answer]) expect(JSON.stringify(answer)).not.toContain('aikotoba');
  });

  test('what has moved is served there, and what has moved back here', async () => {
    const { config } = house.app;
    const served = async (more: Partial<typeof config>) => {
      const app = await buildApp({ ...config, demo: false, demoDate: undefined, ...more });
      const canvas = await app.sync.look('council/mizukidai/canvas', (doc) => doc.getText('x').toString());
      const { id } = await app.db.selectFrom('council').select('id').executeTakeFirstOrThrow();
      const acted = await app.act(
        'submit-issue',
        { councilId: id, title: '街灯', body: '坂の下が暗いです。' },
        house.actorOf(null),
        'key',
      );
      const health = await app.health();
      await app.close();
      return { canvas, acted, health };
    };
    const copy = await empty();
    await moveTo(copy.url, in_('back'));
    for (const more of [{ databaseUrl: copy.url, dataDir: workplace }, { dataDir: in_('back') }])
      expect(await served(more)).toMatchObject({
        canvas: '付箋',
        acted: { result: { issueId: expect.any(String) as string } },
        health: { ok: true },
      });
    // numbers go on where they were: both have acted alike
    await moveFrom(copy.url, in_('later'));
    const acts = (folder: string) => (everything(folder).audit_event as unknown[][]).map(([seq]) => seq);
    expect(acts(in_('later')).length).toBe(acts(house.dataDir).length + 1);
    expect(acts(in_('later'))).toEqual(acts(in_('back')));
    expect((await verify(in_('later'))).code).toBe(0);
  });

  test('only an empty database is filled, and only an empty folder', async () => {
    expect(await moveTo(moved.url)).toMatchObject({ code: 2, answer: { error: { code: 'house-there' } } });
    const other = await empty();
    await sayTo(other.url, 'create table letters (text text)');
    expect(await moveTo(other.url)).toMatchObject({ code: 2, answer: { error: { code: 'strange' } } });
    const full = in_('full');
    mkdirSync(full);
    writeFileSync(path.join(full, 'letter.txt'), 'x');
    expect(await moveFrom(moved.url, full)).toMatchObject({
      code: 2,
      answer: { error: { code: 'not-empty' } },
    });
    expect(readdirSync(full)).toEqual(['letter.txt']);
  });

  test('nobody serves it meanwhile: neither the folder nor the database', async () => {
    const fresh = await openHouse();
    const target = await empty();
    expect(await moveTo(target.url, fresh.dataDir)).toMatchObject({
      code: 2,
      answer: { error: { code: 'unreadable', message: expect.stringContaining('already uses') as string } },
    });
    await fresh.app.close();
    rmSync(fresh.dataDir, { recursive: true });
    await moveTo(target.url);
    const app = await buildApp({
      ...house.app.config,
      demo: false,
      demoDate: undefined,
      databaseUrl: target.url,
      dataDir: workplace,
    });
    expect(await moveFrom(target.url, in_('served'))).toMatchObject({
      code: 2,
      answer: { error: { code: 'database-in-use' } },
    });
    expect(existsSync(in_('served'))).toBe(false);
    await app.close();
    expect(await moveFrom(target.url, in_('served'))).toMatchObject({ code: 0 });
  });

  test('[CHN22] what was not written as it was sent is not there: exit 1, and the database takes the next try', async () => {
    const target = await houseDatabase();
    opened.push(target);
    // a database of which somebody has changed the tables
    for (const [table, named] of [
      ['chain_disclosure', 'chain_disclosure'],
      // what leads to a row that is not there is found first
      ['ballot', 'ballot_entry'],
    ] as const) {
      await sayTo(target.url, `create rule lost as on insert to ${table} do instead nothing`);
      const lost = await moveTo(target.url);
      expect(lost).toMatchObject({ code: 1, answer: { error: { code: 'differs' } } });
      expect(lost.answer.error.message).toContain(named);
      await sayTo(target.url, `drop rule lost on ${table}`);
    }
    expect(await moveFrom(target.url, in_('lost'))).toMatchObject({
      code: 2,
      answer: { error: { code: 'unfinished-move' } },
    });
    expect(await moveTo(target.url)).toMatchObject({ code: 0 });
    expect(await moveFrom(target.url, in_('lost'))).toMatchObject({ code: 0 });
    expect(everything(in_('lost'))).toEqual(everything(house.dataDir));
  });

  test('a paper that was lost before is told, and everything else moves', async () => {
    const hurt = in_('hurt');
    cpSync(house.dataDir, hurt, { recursive: true });
    const [first = '', second = ''] = readdirSync(path.join(hurt, 'blobs')).sort();
    rmSync(path.join(hurt, 'blobs', first));
    writeFileSync(path.join(hurt, 'blobs', second), '別のもの');
    const target = await empty();
    const to = await moveTo(target.url, hurt);
    expect(to).toMatchObject({ code: 0, answer: { damaged: [first, second] } });
    expect(answerWords(to.answer, 'ja').join('\n')).toContain(first);
    expect(await moveFrom(target.url, in_('hurt-back'))).toMatchObject({
      code: 0,
      answer: { damaged: [first, second] },
    });
    expect(readFileSync(path.join(in_('hurt-back'), 'blobs', second), 'utf8')).toBe('別のもの');
  });

  test('records that do not verify move nowhere', async () => {
    const forged = in_('forged');
    cpSync(house.dataDir, forged, { recursive: true });
    expect(changeByHand(forged, `update audit_event set command = 'x' where seq = 5`)).toBe(1);
    const target = await empty();
    expect(await moveTo(target.url, forged)).toMatchObject({
      code: 1,
      answer: { error: { code: 'not-verified' } },
    });
    expect(await moveFrom(target.url, in_('nothing'))).toMatchObject({
      code: 2,
      answer: { error: { code: 'no-house' } },
    });
  });
});

describe('verbs where the house lies in PostgreSQL', () => {
  const at = (verb: Verb, ...args: string[]) => run(verb, args, moved.url);

  test('[CHN23] a backup of one engine restores onto the other, and is the same file', async () => {
    const kept = await at(backupCommand, in_('of-database.tar'));
    expect(kept).toMatchObject({
      code: 0,
      answer: { kept: 'backup', documents: 11, papers: 7, damaged: [] },
    });
    expect(await run(restoreCommand, [in_('of-database.tar'), '--data', in_('restored')])).toMatchObject({
      code: 0,
    });
    expect(everything(in_('restored'))).toEqual(everything(house.dataDir));
    expect(await run(backupCommand, [in_('of-folder.tar'), '--data', house.dataDir])).toMatchObject({
      code: 0,
    });
    const target = await empty();
    const restored = await run(restoreCommand, [in_('of-folder.tar')], target.url);
    expect(restored).toMatchObject({ code: 0, answer: { kept: 'restore' } });
    expect(restored.answer.councils).toEqual(kept.answer.councils);
    expect(JSON.stringify(restored.answer)).not.toContain('aikotoba');
    expect(await moveFrom(target.url, in_('restored-back'))).toMatchObject({ code: 0 });
    expect(everything(in_('restored-back'))).toEqual(everything(house.dataDir));
    expect(await run(restoreCommand, [in_('of-folder.tar')], moved.url)).toMatchObject({
      code: 2,
      answer: { error: { code: 'house-there' } },
    });
    expect(leftovers()).toEqual([]);
  });

  test('verify says of it what it says of the folder', async () => {
    const there = await verify(house.dataDir);
    expect((await at(verifyCommand)).answers).toEqual(there.answers);
    const head = there.answers[0] as { head: string };
    expect(await at(verifyCommand, '--head', head.head)).toMatchObject({ code: 0 });
    expect(await at(verifyCommand, '--head', 'f'.repeat(64))).toMatchObject({ code: 1 });
    expect(leftovers()).toEqual([]);
  });

  test('export writes the same files', async () => {
    expect((await at(exportCommand, in_('files'))).code).toBe(0);
    expect((await run(exportCommand, [in_('folder-files'), '--data', house.dataDir])).code).toBe(0);
    const files = (of: string) => readdirSync(in_(of), { recursive: true, encoding: 'utf8' }).sort();
    expect(files('files')).toEqual(files('folder-files'));
    for (const name of files('files').filter((file) => /\.(ndjson|csv|md)$/.test(file)))
      expect(readFileSync(path.join(in_('files'), name), 'utf8'), name).toBe(
        readFileSync(path.join(in_('folder-files'), name), 'utf8'),
      );
  });

  test('one council goes out of it; slips are made and councils are led elsewhere in it', async () => {
    expect(await at(exportCouncilCommand, in_('one.tar'), '--council', 'mizukidai')).toMatchObject({
      code: 0,
      answer: { moved: 'out', council: 'mizukidai', documents: 11, papers: 7 },
    });
    const invited = await at(inviteCouncilCommand, 'となり中学校区');
    expect(invited).toMatchObject({ code: 0, answer: { invited: { council: 'となり中学校区' } } });
    expect((await at(inviteCouncilCommand, '--list')).answer).toMatchObject({
      slips: [{ council: 'となり中学校区' }],
    });
    expect(await at(inviteCouncilCommand, 'となり中学校区', '--take-back')).toMatchObject({ code: 0 });
    expect(await at(redirectCouncilCommand, 'mizukidai', 'https://new.example')).toMatchObject({
      code: 0,
      answer: { redirected: 'mizukidai', to: 'https://new.example/c/mizukidai' },
    });
    expect(await at(redirectCouncilCommand, 'mizukidai', '--take-back')).toMatchObject({ code: 0 });
    expect((await at(verifyCommand)).code).toBe(0);
  });

  test('[CHN19] a council comes in beside those that are there, its people, words and papers with it, or not at all', async () => {
    const out = await run(exportCouncilCommand, [
      in_('mizukidai.tar'),
      '--council',
      'mizukidai',
      '--data',
      house.dataDir,
    ]);
    expect(out.code).toBe(0);
    const target = await empty();
    await run(seedCommand, ['--councils', '1', '--members', '3'], target.url);
    const into = await run(importCouncilCommand, [in_('mizukidai.tar')], target.url);
    expect(into).toMatchObject({
      code: 0,
      answer: { council: 'mizukidai', entries: 5, documents: 11, papers: 7 },
    });
    const { code, answers } = await run(verifyCommand, [], target.url);
    expect(code).toBe(0);
    expect(answers).toMatchObject([
      { council: 'mizukidai', entries: 5, head: (out.answer as { head?: string }).head },
      {},
      { ok: true },
    ]);
    // the same rows as a folder takes in, but for the numbers of the house
    expect(await moveFrom(target.url, in_('taken'))).toMatchObject({ code: 0 });
    const [taken, before] = [everything(in_('taken')), everything(house.dataDir)];
    for (const table of [
      'meeting',
      'ballot',
      'decision',
      'minutes',
      'chain_entry',
      'chain_disclosure',
      'role_task',
    ])
      expect(taken[table], table).toEqual(expect.arrayContaining(before[table] as unknown[]));
    const logs = (of: Record<string, unknown>) =>
      (of.doc as unknown[][]).map((row) => JSON.stringify(row.slice(1)));
    expect(logs(taken)).toEqual(expect.arrayContaining(logs(before)));
    expect(await run(importCouncilCommand, [in_('mizukidai.tar')], target.url)).toMatchObject({
      code: 2,
      answer: { error: { code: 'council-here' } },
    });
    expect(await moveFrom(target.url, in_('taken-twice'))).toMatchObject({ code: 0 });
    expect(everything(in_('taken-twice'))).toEqual(taken);
    expect(leftovers()).toEqual([]);
  });

  test('by night one of the processes keeps it, into the folder of its machine', async () => {
    const log = { error: (what: unknown) => expect(what).toBeNull() } as never;
    const db = await openPostgres(moved.url);
    const machines = ['one', 'two'].map((id) => {
      const dataDir = in_(`machine-${id}`);
      const every = 20 * 3_600_000;
      return {
        dataDir,
        ...keepNights({
          dataDir,
          hour: 3,
          keep: 2,
          log,
          databaseUrl: moved.url,
          takeTurn: () => takeTurn(db, 'night', id, every),
        }),
      };
    });
    await Promise.all(machines.map(({ lookAt }) => lookAt(Date.now())));
    for (const { stop } of machines) stop();
    await db.destroy();
    const kept = machines.flatMap(({ dataDir }) =>
      existsSync(path.join(dataDir, 'backups'))
        ? readdirSync(path.join(dataDir, 'backups'))
            .filter((name) => name.endsWith('.tar'))
            .map((name) => path.join(dataDir, 'backups', name))
        : [],
    );
    expect(kept).toHaveLength(1);
    expect(await run(restoreCommand, [kept[0]!, '--data', in_('of-the-night')])).toMatchObject({ code: 0 });
  });

  test('[CHN21] a seeded year moves there and back; and can be made there', async () => {
    const size = ['--councils', '1', '--meetings', '1', '--members', '5', '--years', '1'];
    expect((await run(seedCommand, [...size, '--data', in_('seeded')])).code).toBe(0);
    const target = await empty();
    expect(await moveTo(target.url, in_('seeded'))).toMatchObject({ code: 0 });
    expect(await moveFrom(target.url, in_('seeded-back'))).toMatchObject({ code: 0 });
    expect(everything(in_('seeded-back'))).toEqual(everything(in_('seeded')));
    const there = await empty();
    const seeded = await run(seedCommand, ['--councils', '2', '--members', '3'], there.url);
    expect(seeded.code).toBe(0);
    expect(seeded.answers).toHaveLength(6);
    expect((await run(verifyCommand, [], there.url)).answers).toHaveLength(3);
  }, 300_000);
});

describe('a database that can not be used', () => {
  /** Every verb that reads or fills one refuses with this code, without a password, in both languages. */
  async function refused(url: string, code: string, verbs: readonly (readonly [Verb, readonly string[]])[]) {
    for (const [verb, args] of verbs) {
      const { code: exit, answer } = await run(verb, args, url);
      expect([exit, answer.error.code], verb.name).toEqual([2, code]);
      for (const locale of ['ja', 'en'] as const) {
        const [said = ''] = answerWords(answer, locale);
        expect(said.length).toBeGreaterThan(20);
        expect(said).not.toMatch(/aikotoba|wrong-word/);
      }
      expect(answer.error.message).not.toMatch(/aikotoba|wrong-word/);
    }
  }
  const file = in_('nowhere.tar');
  const reading: readonly (readonly [Verb, readonly string[]])[] = [
    [verifyCommand, []],
    [backupCommand, [file]],
    [exportCommand, [in_('nowhere')]],
    [exportCouncilCommand, [file, '--council', 'mizukidai']],
    [inviteCouncilCommand, ['となり']],
    [redirectCouncilCommand, ['mizukidai', 'https://new.example']],
  ];

  test('nobody answers, the word is wrong, there is no such database, the address is none', async () => {
    const nobody = new URL(moved.url);
    nobody.port = '1';
    await refused(nobody.href, 'unreachable', reading);
    const wrong = new URL(moved.url);
    wrong.password = 'wrong-word';
    await refused(wrong.href, 'password', reading);
    await refused(databaseUrl(moved.url, 'no_such_database'), 'no-database', reading);
    await refused('postgres:/aikotoba@nowhere', 'bad-url', reading);
    expect(await moveTo(wrong.href)).toMatchObject({ code: 2, answer: { error: { code: 'password' } } });
    expect(existsSync(file)).toBe(false);
  });

  test('nothing is in it, something else is, a newer version has written it, a move did not come to its end', async () => {
    const target = await empty();
    await refused(target.url, 'no-house', reading);
    await sayTo(target.url, 'create table letters (text text)');
    await refused(target.url, 'strange', reading);
    await sayTo(target.url, 'drop table letters');
    await moveTo(target.url);
    await sayTo(target.url, `insert into kysely_migration values ('9999_later', '2030-01-01T00:00:00.000Z')`);
    await refused(target.url, 'newer-schema', reading);
    await sayTo(target.url, `delete from kysely_migration where name = '9999_later'`);
    await sayTo(target.url, 'create table unfinished_move (one integer)');
    await refused(target.url, 'unfinished-move', reading);
    expect(leftovers()).toEqual([]);
  });

  test('a server says the same and ends: what is wrong in settings with 2, what lies there with 65', async () => {
    const { config } = house.app;
    const start = (url: string) =>
      buildApp({ ...config, demo: false, demoDate: undefined, databaseUrl: url, dataDir: workplace });
    const [target, other] = [await empty(), await empty()];
    await sayTo(target.url, 'create table unfinished_move (one integer)');
    await expect(start(target.url)).rejects.toMatchObject({ why: { code: 'unfinished-move' }, exitCode: 65 });
    await sayTo(other.url, 'create table letters (text text)');
    await expect(start(other.url)).rejects.toMatchObject({ why: { code: 'strange' }, exitCode: 65 });
    await expect(start(databaseUrl(moved.url, 'none'))).rejects.toMatchObject({
      why: { code: 'no-database' },
      exitCode: 2,
    });
  });
});
