import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import type SQLite from 'better-sqlite3';
import { docParts } from './copy-council.ts';
import { columnsOf, councilTables, withoutTriggers } from './council-rows.ts';
import { openWords } from './words.ts';

/*
 * A council that was verified beside this house becomes part of it: rows, documents and papers in one transaction over
 * both files, also beside a running server, which waits for the moment. Records are locked before words, as a server
 * that holds its records may wait for its words, never the other way round. SQLite writes words.db first: words of a
 * council that no record knows yet are nobody's, and are put right by the next try.
 */

/** What is there already, so that nothing was taken over. */
export class TakenHere extends Error {
  readonly what: 'slug' | 'council' | 'people' | 'rows';
  /** The address, names, or the column whose value is there twice. */
  readonly which: string;
  constructor(what: TakenHere['what'], which: string) {
    super(`${what} taken: ${which}`);
    this.what = what;
    this.which = which;
  }
}

export interface Taking {
  /** The house that takes it over. */
  readonly dataDir: string;
  /** The folder of the council alone. */
  readonly from: string;
  readonly papers: readonly string[];
  /** People who are here already under the same number are the same people. */
  readonly samePeople: boolean;
}

/** Throws TakenHere, and then nothing has changed. Answers who was here already. */
export function takeCouncil({ dataDir, from, papers, samePeople }: Taking): { readonly known: string[] } {
  const db = openWords(dataDir);
  const linked: string[] = [];
  try {
    for (const [schema, file] of [
      ['records', path.join(dataDir, 'records.db')],
      ['came', path.join(from, 'records.db')],
      ['came_words', path.join(from, 'words.db')],
    ] as const)
      db.prepare(`attach database ? as ${schema}`).run(file);
    db.pragma('records.synchronous = FULL');
    db.exec('begin');
    let known: string[] = [];
    withoutTriggers(db, 'records', () => {
      db.pragma('defer_foreign_keys = ON');
      known = refuseTaken(db, samePeople);
      takeRecords(db);
      takeWords(db);
    });
    linkPapers(from, dataDir, papers, linked);
    db.exec('commit');
    return { known };
  } catch (error) {
    if (db.inTransaction) db.exec('rollback');
    for (const file of linked) rmSync(file, { force: true });
    const twice = /^UNIQUE constraint failed: (?:records\.)?([^,]+)/.exec((error as Error).message);
    throw twice ? new TakenHere('rows', twice[1] ?? '') : error;
  } finally {
    db.close();
  }
}

/** What a person would call taken, said before a row fails on it; answers the names of people who are here already. */
function refuseTaken(db: SQLite.Database, samePeople: boolean): string[] {
  const one = (sql: string) => db.prepare<[], string>(sql).pluck().get();
  const here = one('select slug from records.council where id in (select id from came.council)');
  if (here !== undefined) throw new TakenHere('council', here);
  const slug = one('select slug from records.council where slug in (select slug from came.council)');
  if (slug !== undefined) throw new TakenHere('slug', slug);
  const known = db
    .prepare<[], string>(
      `select display_name from came.person where id in (select id from records.person) order by display_name`,
    )
    .pluck()
    .all();
  if (known.length > 0 && !samePeople) throw new TakenHere('people', known.join('、'));
  return known;
}

function takeRecords(db: SQLite.Database): void {
  const own = councilTables(db, 'records').map(({ table }) => table);
  for (const table of [...own, 'person', 'invitation', 'outbox']) {
    const number = numbered[table];
    const columns = columnsOf(db, table, 'records')
      .map(({ name }) => name)
      .filter((name) => name !== number);
    const list = columns.map((name) => `"${name}"`).join(', ');
    const which = table === 'person' ? 'where id not in (select id from records.person)' : '';
    const order = number === undefined ? '' : `order by "${number}"`;
    db.exec(`insert into records."${table}" (${list}) select ${list} from came."${table}" ${which} ${order}`);
  }
}

/** Columns that number the rows of a whole house. */
export const numbered: Readonly<Record<string, string>> = { audit_event: 'seq', outbox: 'no' };

function takeWords(db: SQLite.Database): void {
  // left by a try that was killed between the two files: no record ever named them
  const left = db
    .prepare<[], number>('select no from main.doc where id in (select id from came_words.doc)')
    .pluck()
    .all();
  db.exec('update main.maintenance set open = 1');
  for (const no of left) {
    for (const table of docParts) db.prepare(`delete from main.${table} where doc = ?`).run(no);
    db.prepare('delete from main.doc where no = ?').run(no);
  }
  db.exec('update main.maintenance set open = 0');
  const after = db.prepare<[], number>('select coalesce(max(no), 0) from main.doc').pluck().get() ?? 0;
  const columns = 'id, epoch, state, content, seq, hash';
  db.prepare(
    `insert into main.doc (no, ${columns}) select no + ?, ${columns} from came_words.doc order by no`,
  ).run(after);
  for (const table of docParts) {
    const list = columnsOf(db, table, 'main')
      .map(({ name }) => `"${name}"`)
      .filter((name) => name !== '"doc"')
      .join(', ');
    db.prepare(
      `insert into main.${table} (doc, ${list}) select doc + ?, ${list} from came_words.${table}`,
    ).run(after);
  }
}

/** Papers by a second name: their bytes are on the disk already. Those that are here stay as they are. */
function linkPapers(from: string, dataDir: string, papers: readonly string[], linked: string[]): void {
  const folder = path.join(dataDir, 'blobs');
  if (papers.length === 0) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of papers) {
    const target = path.join(folder, name);
    if (existsSync(target)) continue;
    linked.push(target);
    try {
      linkSync(path.join(from, 'blobs', name), target);
    } catch {
      // the disk knows no second names
      copyFileSync(path.join(from, 'blobs', name), target);
    }
  }
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
