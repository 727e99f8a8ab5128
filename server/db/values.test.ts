import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nouns, textColumns as exportedTexts } from '../export/records.ts';
import { emptyRecords, engines, type TestRecords } from '#tests/fixtures/records.ts';
import { isTaken } from './faults.ts';
import type { Db } from './open.ts';
import { asColumn, byText, counted, countRows, startsWith, truth } from './values.ts';

const server = path.join(import.meta.dirname, '..');
let db: Db;
let records: TestRecords;
beforeAll(async () => {
  records = await emptyRecords('sqlite');
  db = records.db;
});
afterAll(() => records.close());

describe.each(engines)('values that engines hand out differently, on %s', (engine) => {
  let own: TestRecords;
  let db: Db;
  beforeAll(async () => {
    own = await emptyRecords(engine);
    db = own.db;
    for (const [id, name, login] of [
      ['1', 'い', null],
      ['2', 'a', 'b'],
      ['3', 'B', null],
      ['4', 'あ', 'A'],
      ['5', 'a', 'a'],
    ] as const)
      await db
        .insertInto('person')
        .values({ id, display_name: name, login_name: login, created_at: 1_677_000_000_000 })
        .execute();
  });
  afterAll(() => own.close());

  test('counts and times are numbers', async () => {
    const row = await db
      .selectFrom('person')
      .select((eb) => [
        countRows().as('all'),
        counted(eb.fn.count('display_name').distinct()).as('names'),
        eb.fn.max('created_at').as('newest'),
      ])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ all: 5, names: 4, newest: 1_677_000_000_000 });
    expect(await db.selectFrom('seat').select(countRows().as('n')).execute()).toEqual([{ n: 0 }]);
  });

  test('yes and no come back as they were written', () => {
    for (const yes of [true, false]) expect(truth(asColumn(yes))).toBe(yes);
    for (const yes of [true, false]) expect(truth(yes)).toBe(yes);
  });

  test('text is ordered sign by sign, and is another text where one sign is', async () => {
    const names = db.selectFrom('person').select('display_name as name');
    const up = await names.orderBy('display_name', byText).execute();
    expect(up.map(({ name }) => name)).toEqual(['B', 'a', 'a', 'あ', 'い']);
    const down = await names.orderBy('display_name', (order) => byText(order.desc())).execute();
    expect(down.map(({ name }) => name)).toEqual(['い', 'あ', 'a', 'a', 'B']);
    const ids = await db.selectFrom('person').select('id').where('login_name', '=', 'a').execute();
    expect(ids).toEqual([{ id: '5' }]);
    const after = await db
      .selectFrom('person')
      .select('id')
      .where('display_name', '>', 'a')
      .orderBy('id')
      .execute();
    expect(after.map(({ id }) => id)).toEqual(['1', '4']);
  });

  test('what is empty is less than everything else, also where a row is missing', async () => {
    const logins = db.selectFrom('person').select('login_name as login').orderBy('id');
    const login = (order: 'asc' | 'desc') =>
      logins
        .clearOrderBy()
        .orderBy('login_name', order === 'asc' ? byText : (by) => byText(by.desc()))
        .execute();
    expect((await login('asc')).map((row) => row.login)).toEqual([null, null, 'A', 'a', 'b']);
    expect((await login('desc')).map((row) => row.login)).toEqual(['b', 'a', 'A', null, null]);
    await db
      .insertInto('session')
      .values({ id: 's', person_id: '3', created_at: 1, expires_at: 1, absolute_expires_at: 1 })
      .execute();
    const joined = await db
      .selectFrom('person')
      .leftJoin('session', 'session.person_id', 'person.id')
      .select('person.id')
      .orderBy('session.created_at', 'desc')
      .orderBy('person.id')
      .execute();
    expect(joined.map(({ id }) => id)).toEqual(['3', '1', '2', '4', '5']);
  });

  test('a list without a member holds nothing', async () => {
    const people = db.selectFrom('person').select('id').orderBy('id');
    expect(await people.where('id', 'in', []).execute()).toEqual([]);
    expect(await people.where('id', 'not in', []).execute()).toHaveLength(5);
  });

  test('how many rows were changed, and what was written, is answered alike', async () => {
    const person = { id: '9', display_name: '九', login_name: 'nine', created_at: 1 };
    const insert = (more: object = {}) => db.insertInto('person').values({ ...person, ...more });
    expect(await insert().returning(['id', 'created_at', 'kana']).executeTakeFirst()).toEqual({
      id: '9',
      created_at: 1,
      kana: '',
    });
    expect(
      (
        await insert()
          .onConflict((at) => at.doNothing())
          .executeTakeFirst()
      ).numInsertedOrUpdatedRows,
    ).toBe(0n);
    const renamed = await insert({ display_name: 'Ⅸ' })
      .onConflict((at) => at.column('id').doUpdateSet({ display_name: 'Ⅸ' }))
      .returning('display_name')
      .executeTakeFirst();
    expect(renamed).toEqual({ display_name: 'Ⅸ' });
    await expect(insert({ id: '10' }).execute()).rejects.toSatisfy(isTaken);
    const updated = await db
      .updateTable('person')
      .set({ kana: 'きゅう' })
      .where('id', '=', '9')
      .executeTakeFirst();
    expect(updated.numUpdatedRows).toBe(1n);
    expect((await db.deleteFrom('person').where('id', '=', '9').executeTakeFirst()).numDeletedRows).toBe(1n);
    expect(
      await db.selectFrom('person').select('id').where('id', '=', '9').executeTakeFirst(),
    ).toBeUndefined();
  });

  test('a sign that no text holds finds nothing', async () => {
    expect(await db.selectFrom('person').select('id').where('login_name', '=', 'a\0').execute()).toEqual([]);
  });

  test.each([
    ['a', ['a', 'a']],
    ['b', []],
    ['あ', ['あ']],
    ['_', []],
    ['%', []],
    ['𠮷', []],
  ])('texts that begin with %s', async (text, found) => {
    const rows = await db
      .selectFrom('person')
      .select('display_name')
      .where(startsWith('display_name', text))
      .execute();
    expect(rows.map((row) => row.display_name)).toEqual(found);
  });
});

test('text is ordered by an index where there is one', async () => {
  const councils = db.selectFrom('council').select('slug').orderBy('slug', byText).compile();
  const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(councils.sql)}`.execute(db);
  expect(rows.map(({ detail }) => detail)).toEqual([expect.stringContaining('USING COVERING INDEX')]);
});

/** Columns that hold text in any table, but ids, which only settle which of two equals comes first, and days. */
async function textColumns(): Promise<ReadonlySet<string>> {
  const columns = (await db.introspection.getTables()).flatMap((table) => table.columns);
  const texts = columns.filter(({ dataType }) => dataType.toLowerCase() === 'text').map(({ name }) => name);
  return new Set(texts.filter((name) => !/(^|_)id$|_on$/.test(name)));
}

/** Orderings of a source that leave it to the engine how text is ordered. */
function leftToEngine(source: string, texts: ReadonlySet<string>): string[] {
  return [...source.matchAll(/\.orderBy\(\s*'(?:\w+\.)?(\w+)'([^()]*(?:\([^()]*\)[^()]*)*)\)/g)]
    .filter(([, column = '', how = '']) => texts.has(column) && !how.includes('byText'))
    .map(([call]) => call);
}

describe('orderings by text', () => {
  test('a source that leaves one to the engine is found', async () => {
    const texts = await textColumns();
    const source = `
      db.orderBy('seq').orderBy('organization.name').orderBy('name', 'desc').orderBy('mandate.id')
        .orderBy('slug', byText).orderBy('kind', (kind) => byText(kind.desc())).orderBy('due_on')
        .orderBy(
          'word',
        )`;
    expect(leftToEngine(source, texts)).toEqual([
      `.orderBy('organization.name')`,
      `.orderBy('name', 'desc')`,
      expect.stringContaining(`'word'`),
    ]);
  });

  test('none in the server does', async () => {
    const texts = await textColumns();
    const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    );
    const found = sources.flatMap((name) =>
      leftToEngine(readFileSync(path.join(server, name), 'utf8'), texts).map((call) => `${name}: ${call}`),
    );
    expect(found).toEqual([]);
    expect(
      sources.filter((name) => readFileSync(path.join(server, name), 'utf8').includes('byText')).length,
    ).toBeGreaterThan(10);
  });

  test('the export orders its texts the same way', async () => {
    const texts = await textColumns();
    const ordered = new Set<string>();
    const walk = (list: typeof nouns) => {
      for (const { order, below } of Object.values(list)) {
        for (const column of order) ordered.add(column);
        if (below) walk(below);
      }
    };
    walk(nouns);
    expect([...exportedTexts].toSorted()).toEqual(
      [...ordered].filter((column) => texts.has(column)).toSorted(),
    );
  });
});
