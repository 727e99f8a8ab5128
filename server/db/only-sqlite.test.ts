import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/*
 * What only SQLite understands lies in server/db, migrations and the SQLite log of the live documents (design §8), so that
 * another engine can be put under the records. Everything else asks by Kysely's builder and db/values.
 */
const root = path.join(import.meta.dirname, '../..');

/** The SQLite log of the live documents; a file that needs nothing of it has to go from here. */
const wordsLog = [
  'server/sync/sqlite-doc-log.ts',
  'server/sync/log-reader.ts',
  'server/sync/sqlite-compaction.worker.ts',
];

/** What several processes tell each other: only where they share a PostgreSQL, and in its words. */
const ofPostgres = ['server/peers/fence.ts', 'server/peers/tables.ts'];

/** Functions of the builder's `fn('…')` that every engine has with the same meaning. */
const everywhere = ['abs', 'coalesce', 'length', 'lower', 'nullif', 'replace', 'substr', 'trim', 'upper'];

const signs: readonly (readonly [what: string, sign: RegExp])[] = [
  ['raw SQL', /\bsql(?:<[^`;()]*>)?`|\bsql\.(?:raw|ref|table|id|lit|join|val)\b|\bCompiledQuery\.raw\b/],
  ['the engine itself', /from 'better-sqlite3'|from 'node:sqlite'|from 'kysely\/helpers\/\w+'/],
  ['SQL given to the engine', /\.(?:prepare|exec|pragma)\s*(?:<[^;()]*>)?\(\s*['"`]/],
  ['conflict words of SQLite', /\.(?:orIgnore|orReplace|orAbort|orFail|orRollback|replaceInto)\(/],
  ['matching that engines do differently', /,\s*'(?:not )?(?:i?like|glob|match|regexp)'\s*,/],
  ['IS with a value', /,\s*'is(?: not)?'\s*,(?!\s*null\b)/],
  ['the hidden row number', /['"`](?:\w+\.)?_?(?:rowid|oid)_?['"`]/],
  [
    'an engine’s function',
    new RegExp(`\\bfn(?:\\.agg)?(?:<[^;()]*>)?\\(\\s*'(?!(?:${everywhere.join('|')})')`),
  ],
  ['JSON in SQL', /\bfn\.(?:jsonAgg|toJson)\b|\.ref\([^()]*,\s*'->>?\$?'\)/],
  [
    'words of SQLite',
    /\b(?:pragma|strftime|julianday|unixepoch|json_each|json_tree|json_extract|json_group_array|group_concat|ifnull|randomblob|sqlite_master|sqlite_schema|last_insert_rowid|without rowid|insert or (?:ignore|replace)|using fts\d)\b/i,
  ],
];

/** Everything in a source that only SQLite understands, without its comments. */
function onlySqlite(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{}(,])\/\/.*$/gm, '$1');
  return signs.filter(([, sign]) => sign.test(code)).map(([what]) => what);
}

function sources(): string[] {
  return ['server', 'src'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((name) => /\.(ts|svelte)$/.test(name) && !/\.(test|contract)\.ts$/.test(name))
      .filter((name) => !name.startsWith('server/db/') && !name.startsWith('src/lib/paraglide/')),
  );
}
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

describe('SQL that only SQLite understands', () => {
  test.each([
    ['raw SQL', 'await sql<{ n: number }>`select 1`.execute(db);'],
    ['raw SQL', "sql.raw('vacuum')"],
    ['the engine itself', "import type SQLite from 'better-sqlite3';"],
    ['the engine itself', "import { jsonArrayFrom } from 'kysely/helpers/sqlite';"],
    ['SQL given to the engine', 'words.prepare<[], { id: string }>(\n  "select id from doc").all()'],
    ['SQL given to the engine', 'raw.pragma(`optimize`)'],
    ['conflict words of SQLite', "trx.insertInto('seat').orIgnore().values(row)"],
    ['matching that engines do differently', "query.where('login_name', 'like', `${prefix}%`)"],
    ['matching that engines do differently', "query.where('words', 'match', term)"],
    ['IS with a value', "query.where('person_id', 'is', person)"],
    ['the hidden row number', "query.select('issue_search.rowid')"],
    ['an engine’s function', "eb.fn<number>('instr', ['words', 'x'])"],
    ['an engine’s function', "eb.fn.agg('total', ['n'])"],
    ['JSON in SQL', "eb.ref('detail', '->$').key('no')"],
    ['words of SQLite', "const text = 'select value from json_each(?)';"],
    ['words of SQLite', "const at = \"strftime('%s', 'now')\";"],
  ])('is found: %s in %s', (what, source) => {
    expect(onlySqlite(source)).toContain(what);
  });

  test.each([
    "query.where('ended_at', 'is', null).where('left_at', 'is not', null)",
    "eb.fn.max('no'), eb.fn<string>('lower', ['name']), eb.fn.coalesce('a', 'b')",
    'const [, no] = /^0*(\\d+)$/.exec(text) ?? [];',
    '/* rowid, pragma, insert or ignore */ const a = 1; // strftime',
    "const address = 'https://example.org/?like=1';",
    "import type { Db } from '../db/open.ts';",
  ])('is not found where there is none: %s', (source) => {
    expect(onlySqlite(source)).toEqual([]);
  });

  test('lies in server/db, migrations and the log of the live documents alone', () => {
    const elsewhere = sources().filter((name) => !wordsLog.includes(name) && !ofPostgres.includes(name));
    expect(elsewhere.length).toBeGreaterThan(400);
    const found = elsewhere.flatMap((name) => onlySqlite(read(name)).map((what) => `${name}: ${what}`));
    expect(found).toEqual([]);
    expect([...wordsLog, ...ofPostgres].filter((name) => onlySqlite(read(name)).length === 0)).toEqual([]);
  });

  test('engine errors are known in db/faults alone', () => {
    const code = /SQLITE_|SqliteError/;
    expect(code.test(read('server/db/faults.ts'))).toBe(true);
    expect(sources().filter((name) => code.test(read(name)))).toEqual([]);
  });
});
