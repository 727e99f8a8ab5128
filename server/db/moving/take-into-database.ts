import type { QueryResult } from 'pg';
import SQLite from 'better-sqlite3';
import path from 'node:path';
import { councilTables } from '../council-rows.ts';
import { docParts } from '../copy-council.ts';
import { TakenHere, numbered } from '../take-council.ts';
import type { OpenDatabase } from './database.ts';
import { kindsOf, rowWriter, type NamedTable } from './database-rows.ts';
import { paperIn, rowsOf } from './folder-rows.ts';
import { houseTables, paperTable, type Connections, type HouseTable } from './house-tables.ts';
import { withLateChecks } from './loading.ts';
import type { Row } from './row-digest.ts';

/*
 * A council that was verified beside this house becomes part of it in one transaction, also while it is served: who acts
 * or looks meanwhile waits for the moment. take-council.ts does the same for a data folder.
 */

export interface TakingInto {
  /** The folder of the council alone. */
  readonly from: string;
  /** Papers that its records name, by their SHA-256. */
  readonly papers: readonly string[];
  /** People who are here already under the same number are the same people. */
  readonly samePeople: boolean;
}

/** Takes a council in. Throws TakenHere where something of it is here already, and then nothing has changed. */
export async function takeIntoDatabase(
  database: OpenDatabase,
  { from, papers, samePeople }: TakingInto,
): Promise<{ readonly known: readonly string[] }> {
  const { client } = database;
  const [records, words] = ['records.db', 'words.db'].map(
    (name) => new SQLite(path.join(from, name), { readonly: true }),
  ) as [SQLite.Database, SQLite.Database];
  const council = { records, words };
  try {
    await client.query('begin');
    const own = new Set([
      ...councilTables(records).map(({ table }) => table),
      'person',
      'invitation',
      'outbox',
    ]);
    const tables = houseTables(council);
    const putBack = await withLateChecks(database);
    const known = await refuseTaken(database, council, samePeople);
    for (const table of tables.filter(({ name }) => own.has(name)))
      await takeRows(database, council, table, table.name === 'person' ? known.ids : new Set());
    await takeWords(database, council, tables);
    await takePapers(database, from, papers);
    await putBack();
    await client.query('commit');
    return { known: known.names };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const { code, table = '' } = error as { code?: string; table?: string };
    throw code === '23505' ? new TakenHere('rows', table) : error;
  } finally {
    records.close();
    words.close();
  }
}

/** What a person would call taken, said before a row fails on it; answers who is here already. */
async function refuseTaken({ client }: OpenDatabase, { records }: Connections, samePeople: boolean) {
  const council = records.prepare<[], { id: string; slug: string }>('select id, slug from council').get();
  if (!council) throw new Error('there is no council in the folder');
  const here = await client.query<{ id: string; slug: string }>(
    'select id, slug from council where id = $1 or slug = $2',
    [council.id, council.slug],
  );
  for (const { id, slug } of here.rows) throw new TakenHere(id === council.id ? 'council' : 'slug', slug);
  const people = records
    .prepare<[], { id: string; name: string }>('select id, display_name as name from person')
    .all();
  const { rows }: QueryResult<{ id: string }> = await client.query(
    'select id from person where id = any($1)',
    [people.map(({ id }) => id)],
  );
  const ids = new Set(rows.map(({ id }) => id));
  const names = people.filter(({ id }) => ids.has(id)).map(({ name }) => name);
  if (names.length > 0 && !samePeople) throw new TakenHere('people', names.sort().join('、'));
  return { ids, names };
}

/** Numbers of a whole house are given anew, in their order. */
async function takeRows(
  database: OpenDatabase,
  council: Connections,
  table: HouseTable,
  without: ReadonlySet<unknown>,
): Promise<void> {
  const number = numbered[table.name];
  const taken = { ...table, columns: table.columns.filter((name) => name !== number) };
  const writer = rowWriter(database, taken, await kindsOf(database, taken));
  const id = taken.columns.indexOf('id');
  for (const row of rowsOf(council, taken, number)) if (!without.has(row[id])) await writer.add(row);
  await writer.end();
}

/** Whole logs with their running hashes; only the number of a document is the house's own. */
async function takeWords(
  database: OpenDatabase,
  council: Connections,
  tables: readonly HouseTable[],
): Promise<void> {
  const docs = tables.find(({ name }) => name === 'doc')!;
  const columns = docs.columns.filter((name) => name !== 'no');
  const list = columns.join(', ');
  const numbers = new Map<unknown, number>();
  for (const [no, ...values] of rowsOf(council, { ...docs, columns: ['no', ...columns] }, 'no')) {
    const { rows } = await database.client.query<{ no: number }>(
      `insert into doc (${list}) values (${columns.map((_, n) => `$${n + 1}`).join(', ')}) returning no`,
      values,
    );
    numbers.set(no, rows[0]!.no);
  }
  for (const table of tables.filter(({ name }) => (docParts as readonly string[]).includes(name))) {
    const writer = rowWriter(database, table, await kindsOf(database, table));
    const doc = table.columns.indexOf('doc');
    for (const row of rowsOf(council, table))
      await writer.add(row.map((value, n) => (n === doc ? (numbers.get(value) ?? null) : value)));
    await writer.end();
  }
}

/** Those that are here stay as they are. */
async function takePapers(database: OpenDatabase, from: string, papers: readonly string[]): Promise<void> {
  const { rows } = await database.client.query<{ hash: string }>(
    'select hash from blob where hash = any($1)',
    [papers],
  );
  const here = new Set(rows.map(({ hash }) => hash));
  const writer = rowWriter(database, paperTable, await kindsOf(database, paperTable as NamedTable));
  for (const name of papers.filter((paper) => !here.has(paper))) {
    const bytes = paperIn(from, name);
    if (bytes) await writer.add([name, bytes] satisfies Row);
  }
  await writer.end();
}
