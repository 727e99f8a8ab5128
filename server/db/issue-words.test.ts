import path from 'node:path';
import { promises as fs } from 'node:fs';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchTerms } from '#lib/domain/issues/search.ts';
import { findIssues, forgetIssue, indexIssue, indexMissing, indexOnce, nearIssues } from './issue-words.ts';
import { openRecords, type Db } from './open.ts';

/* A folder from before the numbers of a council's words lay together, brought to this version. */

const states = ['published'];
const words = (n: number) => ({ title: `公園の照明が暗い ${n}`, body: '夜に歩くのが怖いです。', place: '' });
let db: Db;

beforeAll(async () => {
  db = openRecords(':memory:');
  const migrationFolder = path.join(import.meta.dirname, '../../migrations');
  const migrator = new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) });
  const before = await migrator.migrateTo('0006_issue_links');
  expect(before.error).toBeUndefined();
  for (const id of ['east', 'west', 'new'])
    await db
      .insertInto('council')
      .values({
        id,
        slug: id,
        name: id,
        city: '',
        district: '',
        founded_on: '2020-04-01',
        rule_set_id: '',
        created_at: 0,
      })
      .execute();
  // the councils' issues came in turn
  for (let n = 0; n < 20; n++) {
    const council = n % 2 === 0 ? 'east' : 'west';
    await addIssue(`${council}-${n}`, council, n);
    const { title, body, place } = words(n);
    await db
      .insertInto('issue_words')
      .values({ issue_id: `${council}-${n}`, council_id: council, words: [title, place, body].join('\n') })
      .execute();
  }
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  // as the server does when it starts
  expect(await indexOnce(db)).toBe(20);
  expect(await indexOnce(db)).toBe(0);
});
afterAll(() => db.destroy());

async function addIssue(id: string, councilId: string, n: number, state = 'published'): Promise<void> {
  await db
    .insertInto('issue')
    .values({
      id,
      council_id: councilId,
      no: n,
      ...words(n),
      submitted_via: 'form',
      state,
      submitted_at: n,
      moved_at: n,
    } as never)
    .execute();
}

const find = async (councilId: string, query: string) =>
  (await findIssues(db, councilId, searchTerms(query), states, 50)).sort();
const own = (council: string, first: number) =>
  Array.from({ length: 10 }, (_, i) => `${council}-${first + 2 * i}`).sort();

test('what was indexed before is found, by its own council alone', async () => {
  expect(await find('east', '照明が暗い')).toEqual(own('east', 0));
  expect(await find('west', '照明が暗い')).toEqual(own('west', 1));
  expect(await find('west', '夜')).toEqual(own('west', 1));
  expect(await find('new', '照明が暗い')).toEqual([]);
  const near = await nearIssues(db, 'west', [words(1), { title: '', body: '' }], states, 50);
  expect(near.map((ids) => ids.sort())).toEqual([own('west', 1), []]);
  expect(await nearIssues(db, 'new', [words(1)], states, 50)).toEqual([[]]);
});

test('what no search would find is put into the index by the daily look', async () => {
  await addIssue('lost', 'west', 97);
  expect(await find('west', '照明が暗い')).toEqual(own('west', 1));
  expect(await indexMissing(db)).toBe(1);
  expect(await find('west', '照明が暗い')).toEqual([...own('west', 1), 'lost'].sort());
  await db.transaction().execute((trx) => forgetIssue(trx, 'lost'));
  await db.deleteFrom('issue').where('id', '=', 'lost').execute();
});

test('[ISS28] an issue on the board is found beside many that wait and say the same', async () => {
  for (let n = 200; n < 300; n++) {
    await addIssue(`waits-${n}`, 'west', n, 'submitted');
    await db
      .transaction()
      .execute((trx) => indexIssue(trx, { id: `waits-${n}`, council_id: 'west', ...words(n) }));
  }
  expect((await nearIssues(db, 'west', [words(1)], states, 50))[0]?.sort()).toEqual(own('west', 1));
});

test('the numbers of each council’s words lie together, also those of issues to come', async () => {
  for (const [id, council] of [
    ['east-new', 'east'],
    ['new-1', 'new'],
    ['west-new', 'west'],
    ['new-2', 'new'],
  ] as const) {
    await addIssue(id, council, id === 'new-2' ? 98 : 99);
    await db.transaction().execute((trx) => indexIssue(trx, { id, council_id: council, ...words(99) }));
  }
  const rows = await db.selectFrom('issue_words').select(['council_id', 'seq']).orderBy('seq').execute();
  const runs = rows.map((row) => row.council_id).filter((id, i, all) => id !== all[i - 1]);
  expect([...runs].sort()).toEqual(['east', 'new', 'west']);
  expect(await find('new', '照明が暗い')).toEqual(['new-1', 'new-2']);
  expect(await find('east', '照明が暗い')).toEqual([...own('east', 0), 'east-new'].sort());
});

test('[F-P30] [ISS26] however it is written: tildes, dashes, kana, forms of kanji and endings', async () => {
  const issue = {
    id: 'fold',
    council_id: 'new',
    title: '3月〜4月の買い物支援',
    place: '髙﨑公園',
    body: 'コ−ヒ−と學校',
  };
  await addIssue('fold', 'new', 90);
  await db.transaction().execute((trx) => indexIssue(trx, issue));
  for (const query of ['3月～4月', '高崎公園', '買物', '買い物', 'ｺｰﾋｰ', '学校', '高崎 買物'])
    expect(await find('new', query), query).toEqual(['fold']);
  expect(await find('new', '町会')).toEqual([]);
});
