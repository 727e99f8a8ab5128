import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyRecords, type TestRecords } from '#tests/fixtures/records.ts';
import { postgresSchema, sqliteSchema, type Schema } from '#tests/fixtures/schemas.ts';

/* The tables of a data folder and those in PostgreSQL are written apart and must say the same (design §4). */

const migrations = path.join(import.meta.dirname, '../../migrations');
const namesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''));

let [folder, database]: TestRecords[] = [];
let sqlite: Schema;
let postgres: Awaited<ReturnType<typeof postgresSchema>>;
beforeAll(async () => {
  [folder, database] = await Promise.all([emptyRecords('sqlite'), emptyRecords('postgres')]);
  [sqlite, postgres] = await Promise.all([sqliteSchema(folder.db), postgresSchema(database.db)]);
});
afterAll(() => Promise.all([folder?.close(), database?.close()]));

/** What one engine alone has, and why. */
const byItself = {
  tables: {
    // the live documents and the files lie in files of their own beside records.db; with SQLite there is one process, which
    // has nobody to tell what it does (0037_peers)
    postgres: [
      ...['blob', 'doc', 'doc_client', 'doc_snapshot', 'doc_update'],
      ...['rights_head', 'rights_move', 'peer', 'job_turn'],
    ],
    // the tables of FTS5
    sqlite: /^issue_search/,
  },
  indexes: {
    // a row of SQLite comes with its number
    issue_words_council: 'issue_words (council_id, seq)',
    issue_words_runs: 'instead of FTS5',
  } as Record<string, string>,
} as const;

const ours = ({ table }: { readonly table: string }) =>
  !byItself.tables.sqlite.test(table) && !(byItself.tables.postgres as readonly string[]).includes(table);

describe('migrations', () => {
  test('after the first tables each has one of the same name for the other engine', () => {
    const later = (names: readonly string[]) => names.filter((name) => !/^00[0-2]|^003[0-7]/.test(name));
    const [here, there] = [later(namesIn(migrations)), later(namesIn(path.join(migrations, 'postgres')))];
    expect(there, 'write the same change as migrations/postgres/ under the same name').toEqual(here);
  });

  test('the first tables are those of a data folder after 0037', () => {
    expect(
      namesIn(migrations)
        .filter((name) => name < '0038')
        .at(-1),
    ).toBe('0037_office_fax');
    expect(namesIn(path.join(migrations, 'postgres')).filter((name) => name < '0038')).toEqual([
      '0037_house',
      '0037_peers',
      '0037_what_stays',
      '0037_words',
    ]);
  });
});

describe('both engines', () => {
  test('have the same tables and views', () => {
    expect(postgres.tables.filter((table) => ours({ table }))).toEqual(
      sqlite.tables.filter((table) => ours({ table })),
    );
    expect(postgres.views).toEqual(sqlite.views);
    expect(sqlite.tables.length).toBeGreaterThan(55);
  });

  test('have the same columns: kind, empty or not, what is there where nothing is said', () => {
    expect(postgres.columns.filter(ours)).toEqual(sqlite.columns.filter(ours));
    expect(sqlite.columns.length).toBeGreaterThan(450);
  });

  test('refuse the same values', () => {
    expect(postgres.checks.filter(ours)).toEqual(sqlite.checks.filter(ours));
    expect(sqlite.checks.length).toBeGreaterThan(45);
  });

  test('let the same be there once, and find rows by the same indexes', () => {
    const compared = (schema: Schema) =>
      schema.indexes.filter((index) => ours(index) && !(index.name in byItself.indexes));
    expect(compared(postgres)).toEqual(compared(sqlite));
    expect(sqlite.indexes.length).toBeGreaterThan(120);
  });

  test('point from the same rows to the same', () => {
    expect(postgres.references.filter(ours)).toEqual(sqlite.references.filter(ours));
    expect(sqlite.references.length).toBeGreaterThan(110);
  });

  test('ask the same before a row is written, changed or deleted; PostgreSQL also before a table is emptied', () => {
    const compared = (schema: Schema) =>
      schema.triggers.filter((trigger) => ours(trigger) && !/truncate/.test(trigger.when));
    expect(compared(postgres)).toEqual(compared(sqlite));
    expect(sqlite.triggers.length).toBeGreaterThan(60);
    const kept = (table: string, verb: string) =>
      sqlite.triggers.some(({ table: of, name }) => of === table && name === `${table}_no_${verb}`);
    const emptied = postgres.triggers
      .filter(({ when }) => when === 'before truncate')
      .map(({ table }) => table);
    expect(emptied.filter((table) => ours({ table })).sort()).toEqual(
      sqlite.tables.filter((table) => kept(table, 'delete')),
    );
  });

  test('text is told apart and ordered sign by sign, whatever the language of the database', () => {
    expect(postgres.otherOrder.filter((column) => ours({ table: column.split('.')[0]! }))).toEqual([]);
  });
});
