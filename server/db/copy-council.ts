import path from 'node:path';
import SQLite from 'better-sqlite3';
import { columnsOf, councilTables, peopleNamed, withoutTriggers } from './council-rows.ts';
import type { HeldPair } from './held-pair.ts';
import { migrate, openRecords } from './open.ts';
import { openWords } from './words.ts';

/*
 * One council out of a house, as a small house of its own: its rows, its people without their sign-in, its live documents
 * with their whole logs. Row by row, so that a large council takes no more memory than a small one.
 */

export interface CouncilCopy {
  readonly councilId: string;
  /** Which live documents and owed words belong to it, by name. */
  readonly isOwn: (docName: string) => boolean;
  /** How many more rows are copied. */
  readonly onRows: (rows: number) => void;
}

/** Columns of a person that are keys to the house he comes from. */
const keysOfPeople: ReadonlySet<string> = new Set(['login_name', 'password_hash']);

/** Makes records.db and words.db in an empty folder; the pair must be of this version. */
export async function copyCouncil(held: HeldPair, folder: string, copy: CouncilCopy): Promise<void> {
  const empty = openRecords(folder);
  await migrate(empty);
  await empty.destroy();
  const { records, words } = held.connections;
  inOneFile(new SQLite(path.join(folder, 'records.db')), (target) => copyRecords(records, target, copy));
  inOneFile(openWords(folder), (target) => {
    if (words) copyWords(words, target, copy);
  });
}

/** Rows that will be copied, for whoever waits. */
export function rowsToCopy({ connections: { records } }: HeldPair, councilId: string): number {
  return councilTables(records).reduce(
    (sum, { table, where }) =>
      sum +
      (records
        .prepare<[string], number>(`select count(*) from "${table}" where ${where}`)
        .pluck()
        .get(councilId) ?? 0),
    0,
  );
}

/** Writes a database in one transaction and leaves it as one file without a log beside it. */
function inOneFile(target: SQLite.Database, write: (target: SQLite.Database) => void): void {
  try {
    target.pragma('foreign_keys = OFF');
    target.transaction(() => write(target)).immediate();
    target.pragma('wal_checkpoint(TRUNCATE)');
    target.pragma('journal_mode = DELETE');
  } finally {
    target.close();
  }
}

function copyRecords(source: SQLite.Database, target: SQLite.Database, copy: CouncilCopy): void {
  const { councilId, onRows, isOwn } = copy;
  const tables = councilTables(source);
  withoutTriggers(target, 'main', () => {
    for (const { table, where } of tables) {
      if (table === 'audit_event' || table === 'audit_origin') continue;
      copyRows(source, target, { table, where, values: [councilId], onRows });
    }
    copyActs(source, target, councilId, onRows);
    const people = peopleNamed(source, tables);
    copyRows(source, target, {
      table: 'person',
      where: `id in (${people.sql})`,
      values: Array<string>(people.n).fill(councilId),
      left: keysOfPeople,
      onRows,
    });
    const owed = target.prepare('insert into outbox (id, doc, body, at) values (@id, @doc, @body, @at)');
    for (const row of source.prepare<[], { doc: string }>('select * from outbox order by no').iterate())
      if (isOwn(row.doc)) owed.run(row);
  });
}

/** The log of acts: numbers of all councils stay here, and so does the one chain there was before. */
function copyActs(
  source: SQLite.Database,
  target: SQLite.Database,
  councilId: string,
  onRows: (rows: number) => void,
): void {
  const own = { values: [councilId], onRows };
  copyRows(source, target, {
    ...own,
    table: 'audit_event',
    where: 'council_id = ? and no is not null order by no',
    left: new Set(['seq']),
  });
  copyRows(source, target, {
    ...own,
    table: 'audit_event',
    into: 'audit_earlier',
    where: 'council_id = ? and no is null',
    left: new Set(['no']),
  });
  const begin = source
    .prepare<[string, string], string>(
      `select coalesce((select hash from audit_origin where council_id = ?),
         (select prev_hash from audit_event where council_id = ? and no = 1),
         (select hash from audit_start), '${'0'.repeat(64)}')`,
    )
    .pluck()
    .get(councilId, councilId);
  target.prepare('insert into audit_origin (council_id, hash) values (?, ?)').run(councilId, begin);
}

interface RowCopy {
  readonly table: string;
  /** Where they go; the same table unless said. */
  readonly into?: string;
  readonly where: string;
  readonly values: readonly string[];
  /** Columns that are left out. */
  readonly left?: ReadonlySet<string>;
  readonly onRows: (rows: number) => void;
}

function copyRows(
  source: SQLite.Database,
  target: SQLite.Database,
  { table, into = table, where, values, left = new Set(), onRows }: RowCopy,
): void {
  const columns = columnsOf(source, table)
    .map(({ name }) => name)
    .filter((name) => !left.has(name));
  const list = columns.map((name) => `"${name}"`).join(', ');
  const insert = target.prepare(
    `insert into "${into}" (${list}) values (${columns.map(() => '?').join(', ')})`,
  );
  const rows = source.prepare<string[], unknown[]>(`select ${list} from "${table}" where ${where}`).raw();
  for (const row of rows.iterate(...values)) {
    insert.run(...row);
    onRows(1);
  }
}

/** Whole logs with their running hashes; only the number of a document is this file's own. */
function copyWords(source: SQLite.Database, target: SQLite.Database, { isOwn }: CouncilCopy): void {
  const insert = target.prepare(
    'insert into doc (id, epoch, state, content, seq, hash) values (@id, @epoch, @state, @content, @seq, @hash)',
  );
  const docs = source.prepare<[], { no: number; id: string }>('select * from doc order by no').all();
  const parts = docParts.map((table) => {
    const columns = columnsOf(source, table)
      .map(({ name }) => name)
      .filter((name) => name !== 'doc');
    const list = columns.map((name) => `"${name}"`).join(', ');
    return {
      read: source.prepare<[number], unknown[]>(`select ${list} from ${table} where doc = ?`).raw(),
      write: target.prepare(
        `insert into ${table} (doc, ${list}) values (?, ${columns.map(() => '?').join(', ')})`,
      ),
    };
  });
  for (const doc of docs.filter(({ id }) => isOwn(id))) {
    const no = insert.run(doc).lastInsertRowid;
    for (const { read, write } of parts) for (const row of read.iterate(doc.no)) write.run(no, ...row);
  }
}

/** What hangs on a document in words.db. */
export const docParts = ['doc_update', 'doc_snapshot', 'doc_client'] as const;
