import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nouns, textColumns as exportedTexts } from '../export/records.ts';
import { migrate, openRecords, type Db } from './open.ts';
import { asColumn, byText, counted, countRows, startsWith, truth } from './values.ts';

const server = path.join(import.meta.dirname, '..');
let db: Db;
beforeAll(async () => {
  db = openRecords(':memory:');
  await migrate(db);
  for (const [id, name] of [
    ['1', 'い'],
    ['2', 'a'],
    ['3', 'B'],
    ['4', 'あ'],
    ['5', 'a'],
  ] as const)
    await db.insertInto('person').values({ id, display_name: name, created_at: 1_677_000_000_000 }).execute();
});
afterAll(() => db.destroy());

describe('values that engines hand out differently', () => {
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

  test('text is ordered sign by sign, by an index where there is one', async () => {
    const names = db.selectFrom('person').select('display_name as name');
    const up = await names.orderBy('display_name', byText).execute();
    expect(up.map(({ name }) => name)).toEqual(['B', 'a', 'a', 'あ', 'い']);
    const down = await names.orderBy('display_name', (order) => byText(order.desc())).execute();
    expect(down.map(({ name }) => name)).toEqual(['い', 'あ', 'a', 'a', 'B']);
    const councils = db.selectFrom('council').select('slug').orderBy('slug', byText).compile();
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(councils.sql)}`.execute(db);
    expect(rows.map(({ detail }) => detail)).toEqual([expect.stringContaining('USING COVERING INDEX')]);
  });
});

describe('texts that begin alike', () => {
  test.each([
    ['a', ['a', 'a']],
    ['b', []],
    ['あ', ['あ']],
    ['_', []],
    ['%', []],
    ['𠮷', []],
  ])('%s', async (text, found) => {
    const rows = await db
      .selectFrom('person')
      .select('display_name')
      .where(startsWith('display_name', text))
      .execute();
    expect(rows.map((row) => row.display_name)).toEqual(found);
  });
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
