import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexWords, searchTerms } from '#lib/domain/issues/search.ts';
import { findIssues, forgetIssue, indexIssue, nearIssues } from '#server/db/issue-words.ts';
import type { Db } from '#server/db/open.ts';
import { openPostgres } from '#server/db/postgres/open.ts';
import { databaseUrl } from '#tests/postgres.ts';
import { sharedPostgres } from '#tests/fixtures/engines.ts';
import { emptyRecords } from '#tests/fixtures/records.ts';

/*
 * The same questions to both engines have the same answers (ISS26–ISS28), in whatever language the database was made: one
 * that knows nothing but ASCII letters, one of this machine's, and one that orders as Japanese dictionaries do.
 */

const languages = {
  'PostgreSQL, C': "lc_collate 'C' lc_ctype 'C'",
  'PostgreSQL, C.UTF-8': "lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
  'PostgreSQL, ICU Japanese': "locale_provider icu icu_locale 'ja' lc_collate 'C' lc_ctype 'C'",
} as const;

const open: { readonly name: string; readonly db: Db; close(): Promise<void> }[] = [];

async function inLanguage(settings: string, name: string): Promise<{ db: Db; close(): Promise<void> }> {
  const server = await sharedPostgres();
  const tell = async (statement: string) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await tell(`create database ${name} template template0 encoding 'UTF8' ${settings}`);
  const db = await openPostgres(databaseUrl(server, name));
  return {
    db,
    async close() {
      await db.destroy();
      await tell(`drop database ${name} with (force)`);
    },
  };
}

const states = ['published', 'on_agenda'];
const issues = [
  { title: '公園の照明が暗い', place: '髙﨑公園', body: '夜に歩くのが怖いです。コ−ヒ−の缶も落ちています。' },
  { title: '公園のベンチが壊れている', place: '中央公園', body: '高齢者が休めません。照明も暗いです。' },
  { title: 'ごみ出しの曜日がわからない', place: '', body: '外国語の案内がほしい。Garbage days are unclear.' },
  {
    title: '3月〜4月の買い物支援',
    place: 'みずき台団地',
    body: '𠮷野屋の前の坂がきつい。学校の帰りに手伝えます。',
  },
  { title: '夜道', place: '', body: '暗い。' },
  {
    title: 'LED への取り替え',
    place: '高崎公園',
    body: '公園の照明を LED に。"引用符" も 100% 使えます。_下線_',
  },
  { title: '防災無線がきこえない', place: '西三丁目', body: '窓を閉めると聞こえません。\n雨の日はとくに。' },
];
const queries = [
  ...[
    '公園',
    '照明',
    '公園の照明',
    '公園の照明が暗い',
    '暗い',
    '夜',
    '高崎公園',
    '髙﨑',
    '買物',
    '買い物',
    '3月～4月',
  ],
  ...[
    'led',
    'ＬＥＤ',
    'garbage',
    'Garbage DAYS',
    '𠮷野屋',
    '𠮷',
    '吉',
    '"引用符"',
    '100%',
    '_下線_',
    '%',
    '_',
    "'",
    '\\',
  ],
  ...[
    '公園 照明',
    '照明 夜',
    '聞こえ',
    'きこえない',
    '雨の日',
    '雨',
    'ない どこにも',
    '町会',
    '',
    '　',
    'ー',
    'コーヒー',
    'ｺｰﾋｰ',
  ],
];

async function fill(db: Db): Promise<void> {
  for (const [n, id] of ['east', 'west'].entries()) {
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
        created_at: n,
      })
      .execute();
    for (const [i, issue] of issues.entries()) await add(db, `${id}-${i}`, id, i, issue);
  }
}

async function add(
  db: Db,
  id: string,
  councilId: string,
  n: number,
  issue: { title: string; body: string; place: string },
): Promise<void> {
  await db
    .insertInto('issue')
    .values({
      id,
      council_id: councilId,
      ...issue,
      submitted_via: 'form',
      state: n % 4 === 3 ? 'on_agenda' : n % 5 === 4 ? 'submitted' : 'published',
      submitted_at: n,
      // some have never moved
      moved_at: n % 3 === 2 ? null : 1_000 - n,
    })
    .execute();
  await db.transaction().execute((trx) => indexIssue(trx, { id, council_id: councilId, ...issue }));
}

beforeAll(async () => {
  const folder = await emptyRecords('sqlite');
  open.push({ name: 'SQLite', db: folder.db, close: folder.close });
  for (const [n, [name, settings]] of Object.entries(languages).entries())
    open.push({ name, ...(await inLanguage(settings, `search_${n}_${process.pid}`)) });
  for (const { db } of open) await fill(db);
});
afterAll(() => Promise.all(open.map(({ close }) => close())));

/** Every engine's answer, by its name. */
async function all<T>(ask: (db: Db) => Promise<T>): Promise<Record<string, T>> {
  return Object.fromEntries(
    await Promise.all(open.map(async ({ name, db }) => [name, await ask(db)] as const)),
  );
}
const same = <T>(answers: Record<string, T>): T => {
  const { SQLite: first, ...others } = answers;
  for (const [name, answer] of Object.entries(others)) expect(answer, name).toEqual(first);
  return first as T;
};

describe('issues are found alike', () => {
  test.each(queries)('[ISS26] %j', async (query) => {
    for (const council of ['east', 'west'])
      same(await all((db) => findIssues(db, council, searchTerms(query), states, 50)));
  });

  test('[ISS26] what stands in a word is found by it, and nothing else is', async () => {
    for (const query of ['照明', '公園の照明', '夜', 'led', '雨']) {
      const found = same(await all((db) => findIssues(db, 'east', searchTerms(query), states, 50)));
      const { long, short } = searchTerms(query);
      const expected = issues.flatMap((issue, n) =>
        (n % 5 !== 4 || n % 4 === 3) && [...long, ...short].every((term) => indexWords(issue).includes(term))
          ? [`east-${n}`]
          : [],
      );
      expect([...found].sort()).toEqual(expected);
      expect(found.length).toBeGreaterThan(0);
    }
  });

  test('[ISS26] whatever is asked: words cut out of the issues at any place, put together at random', async () => {
    const words = fc
      .tuple(fc.nat(issues.length - 1), fc.nat(60), fc.integer({ min: 1, max: 6 }))
      .map(([n, from, length]) => [...indexWords(issues[n]!)].slice(from, from + length).join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        async (cut, limit) => {
          same(await all((db) => findIssues(db, 'west', searchTerms(cut.join(' ')), states, limit)));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('[ISS28] what shares runs of words, most of them first', async () => {
    const texts = [
      ...issues,
      { title: '公園の照明が暗くて夜道が怖い', body: 'LED に取り替えてほしい' },
      { title: 'あああ', body: '' },
    ];
    for (const council of ['east', 'west', 'nobody'])
      for (const limit of [1, 3, 50]) same(await all((db) => nearIssues(db, council, texts, states, limit)));
    const [near] = same(await all((db) => nearIssues(db, 'east', [texts[0]!], states, 50)));
    expect(near![0]).toBe('east-0');
    expect(near!.length).toBeGreaterThan(2);
  });

  test('[ISS26] words that are taken out are found no more, and others take their place', async () => {
    for (const { db } of open) await db.transaction().execute((trx) => forgetIssue(trx, 'east-0'));
    expect(same(await all((db) => findIssues(db, 'east', searchTerms('髙﨑公園'), states, 50)))).toEqual([
      'east-5',
    ]);
    for (const { db } of open)
      await db
        .transaction()
        .execute((trx) =>
          indexIssue(trx, { id: 'east-1', council_id: 'east', title: '花壇', body: '水やり', place: '' }),
        );
    expect(same(await all((db) => findIssues(db, 'east', searchTerms('花壇'), states, 50)))).toEqual([
      'east-1',
    ]);
    expect(same(await all((db) => findIssues(db, 'east', searchTerms('ベンチ'), states, 50)))).toEqual([]);
  });
});
