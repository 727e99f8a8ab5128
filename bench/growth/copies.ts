import SQLite from 'better-sqlite3';

/*
 * Other councils with the same years: the rows of the one that lived, written again under other ids. Good for what
 * queries cost; their chains do not verify, and their live documents are empty.
 */

type Value = string | number | bigint | Buffer | null;

interface Column {
  readonly name: string;
  /** part of the primary key */
  readonly key: boolean;
  /** a number that SQLite gives */
  readonly rowid: boolean;
  /** text that no other row of the table may have */
  readonly unique: boolean;
}

/** Text in pieces: every second one is an id. */
type Pieces = readonly string[];

/** Tables that are derived from others; the server fills them at its next start. */
const derived = /^(issue_search|issue_words|kysely_|sqlite_)/;

/** Writes the rows of the only council `times` more. */
export function copyCouncil(file: string, times: number): void {
  const db = new SQLite(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  const tables = (
    db.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all() as string[]
  ).filter((name) => !derived.test(name));
  const ids = idsOf(db, tables);
  // what holds final rows would refuse them, written as they are
  const triggers = db
    .prepare<[], { name: string; sql: string }>("select name, sql from sqlite_master where type = 'trigger'")
    .all();
  const copied = db.transaction(() => {
    for (const { name } of triggers) db.exec(`drop trigger "${name}"`);
    for (const table of tables) copyRows(db, table, ids, times);
    for (const trigger of triggers) db.exec(trigger.sql);
  });
  copied();
  db.pragma('journal_mode = WAL');
  db.close();
}

/** Every id that stands in a primary key. */
function idsOf(db: SQLite.Database, tables: readonly string[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const table of tables)
    for (const { name, key } of columnsOf(db, table))
      if (key)
        for (const id of db.prepare(`select "${name}" from "${table}"`).pluck().all() as Value[])
          if (typeof id === 'string' && /^[\w-]{22}$/.test(id)) ids.add(id);
  return ids;
}

function columnsOf(db: SQLite.Database, table: string): Column[] {
  const alone = new Set(
    (db.pragma(`index_list("${table}")`) as { name: string; unique: number }[]).flatMap(
      ({ name, unique }) => {
        const on = db.pragma(`index_info("${name}")`) as { name: string }[];
        return unique === 1 && on.length === 1 ? on.map((column) => column.name) : [];
      },
    ),
  );
  const info = db.pragma(`table_info("${table}")`) as { name: string; type: string; pk: number }[];
  const keys = info.filter(({ pk }) => pk > 0);
  return info.map(({ name, type, pk }) => ({
    name,
    key: pk > 0,
    rowid: pk > 0 && keys.length === 1 && type.toLowerCase() === 'integer',
    unique: alone.has(name),
  }));
}

function copyRows(db: SQLite.Database, table: string, ids: ReadonlySet<string>, times: number): void {
  const all = columnsOf(db, table);
  const columns = all.filter(({ rowid }) => !rowid);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  // what belongs to no council, like the log of signing in, is there once
  const ofCouncils = all.some(({ name }) => name === 'council_id') ? ' where council_id is not null' : '';
  const rows = db.prepare(`select ${names} from "${table}"${ofCouncils}`).raw().all() as Value[][];
  const taken = rows.map((row) =>
    row.map((value) => (typeof value === 'string' ? piecesOf(value, ids) : value)),
  );
  const insert = db.prepare(
    `insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`,
  );
  for (let copy = 1; copy <= times; copy++) {
    const mark = copy.toString(36).padStart(2, '0');
    for (const row of taken)
      insert.run(
        row.map((value, at) => {
          if (!isPieces(value)) return value;
          const text = written(value, mark);
          // an address, a name to sign in with, a token: no ids, and yet nobody else's
          return columns[at]?.unique && value.length === 1 ? `${text}-${mark}` : text;
        }),
      );
  }
}

function isPieces(value: Value | Pieces): value is Pieces {
  return Array.isArray(value);
}

function piecesOf(text: string, ids: ReadonlySet<string>): Pieces {
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: token, index } of text.matchAll(/[\w-]{22,}/g)) {
    if (!ids.has(token)) continue;
    pieces.push(text.slice(from, index), token);
    from = index + token.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** The ids of a copy begin with its mark and end as no id of the first council can: 128 bits leave `_` over. */
function written(pieces: Pieces, mark: string): string {
  return pieces
    .map((piece, at) => (at % 2 === 1 ? `${mark}${piece.slice(mark.length, -1)}_` : piece))
    .join('');
}
