import path from 'node:path';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { councilTables, peopleNamed } from './council-rows.ts';
import { lastMigration, migrateTo, openRecords, type Db } from './open.ts';
import { openWords } from './words.ts';

/*
 * Looks at a folder that says to hold one council, before anything in it is believed: its tables are the tables of this
 * product, and every row in them is the council's. What somebody has put in beside it is told by the table's name.
 */

/** A folder that was not looked at yet. Answers what does not belong in it, null where nothing is amiss. */
export async function strangerIn(folder: string): Promise<string | null> {
  const given = openRecords(folder, { readonly: true });
  let version: string | undefined;
  let shape: Shape;
  try {
    version = await lastMigration(given);
    shape = await shapeOf(given);
  } finally {
    await given.destroy();
  }
  if (version === undefined) return 'kysely_migration';
  const made = openRecords(':memory:');
  try {
    await migrateTo(made, version);
    const strange = difference(shape, await shapeOf(made));
    if (strange !== null) return strange;
  } finally {
    await made.destroy();
  }
  return strangeWords(folder);
}

/** Name of a table, index, view or trigger → how it was made. */
type Shape = ReadonlyMap<string, string>;
interface Part {
  readonly name: string;
  readonly sql: string | null;
}

async function shapeOf(db: Db): Promise<Shape> {
  const { rows } = await sql<Part>`select name, sql from sqlite_master`.execute(db);
  return named(rows);
}

function named(parts: readonly Part[]): Shape {
  return new Map(parts.map(({ name, sql }) => [name, sql ?? '']));
}

function difference(given: Shape, made: Shape): string | null {
  for (const name of new Set([...given.keys(), ...made.keys()]))
    if (given.get(name) !== made.get(name)) return name;
  return null;
}

function strangeWords(folder: string): string | null {
  const shape = (db: SQLite.Database) =>
    named(db.prepare<[], Part>('select name, sql from sqlite_master').all());
  const made = openWords(':memory:');
  const given = openWords(folder, { readonly: true });
  try {
    return difference(shape(given), shape(made));
  } finally {
    made.close();
    given.close();
  }
}

/** Tables that are empty in such a folder: keys to the house it came from, and what is made anew. */
const empty = [
  'audit_start',
  'calendar_address',
  'council_moved',
  'idempotency',
  'invitation',
  'issue_words',
  'session',
];

/** What documents are named after. */
export interface OwnIds {
  readonly slug: string;
  readonly meetings: ReadonlySet<string>;
  readonly issues: ReadonlySet<string>;
  readonly consultations: ReadonlySet<string>;
}

/** By which ids the documents of a council are named. */
export function ownIds(records: SQLite.Database, councilId: string): OwnIds {
  const all = (query: string) => records.prepare<[string], string>(query).pluck().all(councilId);
  return {
    slug: all('select slug from council where id = ?')[0] ?? '',
    meetings: new Set(all('select id from meeting where council_id = ?')),
    issues: new Set(all('select id from issue where council_id = ?')),
    consultations: new Set(all('select id from consultation where council_id = ?')),
  };
}

/**
 * The table in which something is that is not the one council's, or that names something that is not there; null where
 * there is none. For a folder whose tables are those of this version. `isOwn`: whether a document belongs to those ids.
 */
export function strangeRows(folder: string, isOwn: (ids: OwnIds, docName: string) => boolean): string | null {
  const db = new SQLite(path.join(folder, 'records.db'), { readonly: true });
  const words = openWords(folder, { readonly: true });
  try {
    const [council, another] = db.prepare<[], { id: string }>('select id from council').all();
    if (!council || another) return 'council';
    const filled = empty.find((table) => db.prepare(`select 1 from "${table}" limit 1`).get() !== undefined);
    if (filled !== undefined) return filled;
    const tables = councilTables(db);
    for (const { table, where } of tables)
      if (db.prepare(`select 1 from "${table}" where (${where}) is not true limit 1`).get(council.id))
        return table;
    if (strangePeople(db, council.id)) return 'person';
    const torn = db.prepare<[], { table: string }>('pragma foreign_key_check').get();
    if (torn) return torn.table;
    const ids = ownIds(db, council.id);
    const names = (from: SQLite.Database, query: string) => from.prepare<[], string>(query).pluck().all();
    if (!names(db, 'select doc from outbox').every((name) => isOwn(ids, name))) return 'outbox';
    return names(words, 'select id from doc').every((name) => isOwn(ids, name)) ? null : 'doc';
  } finally {
    db.close();
    words.close();
  }
}

/** Somebody whom no row names, or who brings a key to this house along. */
function strangePeople(db: SQLite.Database, councilId: string): boolean {
  const people = peopleNamed(db, councilTables(db));
  return (
    db
      .prepare(
        `select 1 from person where id not in (${people.sql})
           or login_name is not null or password_hash is not null limit 1`,
      )
      .get(...Array<string>(people.n).fill(councilId)) !== undefined
  );
}
