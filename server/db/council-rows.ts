import type SQLite from 'better-sqlite3';

/*
 * Which rows of records.db belong to one council: those that name it, and those that stand below a row of it by a
 * reference that is never empty. Read from the tables themselves, so that a table added later is not left behind.
 */

/** Where the tables lie on the connection: its own file, or one attached as records. */
type Schema = 'main' | 'records';

/** A table and the condition by which its rows belong; the one parameter is the council's id. */
export interface CouncilTable {
  readonly table: string;
  readonly where: string;
}

/**
 * Tables of which nothing goes along with a council: keys to this house, what is a moment's, what is made anew, and
 * what is said of this server. People and owed words go along in part.
 */
const staying: ReadonlySet<string> = new Set([
  'audit_start',
  'calendar_address',
  'council_moved',
  'idempotency',
  'invitation',
  'issue_words',
  'outbox',
  'person',
  'session',
]);
const ofTheEngine = /^(sqlite_|kysely_|issue_search)/;

/** The tables of a council, each with its condition. Throws where a table belongs nowhere. */
export function councilTables(db: SQLite.Database, schema: Schema = 'main'): CouncilTable[] {
  const names = tablesOf(db, schema).filter((name) => !staying.has(name));
  const found = new Map<string, string>();
  for (let before = -1; found.size > before;) {
    before = found.size;
    for (const table of names) {
      const where = found.has(table) ? undefined : conditionOf({ db, schema }, table, found);
      if (where !== undefined) found.set(table, where);
    }
  }
  const lost = names.find((name) => !found.has(name));
  if (lost !== undefined) throw new Error(`nothing says to which council a row of ${lost} belongs`);
  return names.map((table) => ({ table, where: found.get(table) ?? '' }));
}

/** Every table of records.db that holds rows of ours. */
export function tablesOf(db: SQLite.Database, schema: Schema = 'main'): string[] {
  return db
    .prepare<[], string>(`select name from ${schema}.sqlite_master where type = 'table' order by name`)
    .pluck()
    .all()
    .filter((name) => !ofTheEngine.test(name));
}

function conditionOf(
  { db, schema }: { readonly db: SQLite.Database; readonly schema: Schema },
  table: string,
  found: ReadonlyMap<string, string>,
): string | undefined {
  if (table === 'council') return 'id = ?';
  const columns = columnsOf(db, table, schema);
  if (columns.some(({ name }) => name === 'council_id')) return 'council_id = ?';
  for (const { from, table: above, to } of referencesOf(db, table, schema)) {
    const where = found.get(above);
    if (where !== undefined && columns.some(({ name, notnull }) => name === from && notnull === 1))
      return `"${from}" in (select "${to ?? 'id'}" from "${above}" where ${where})`;
  }
  return undefined;
}

/** SQL that answers the id of everybody whom a row of the council names, each once; its parameters are the id, `n` times. */
export function peopleNamed(
  db: SQLite.Database,
  tables: readonly CouncilTable[],
): { sql: string; n: number } {
  const parts = tables.flatMap(({ table, where }) => {
    const referred = referencesOf(db, table)
      .filter(({ table: above }) => above === 'person')
      .map(({ from }) => from);
    const named = columnsOf(db, table)
      .map(({ name }) => name)
      .filter((name) => name === 'person_id');
    return [...new Set([...referred, ...named])].map(
      (column) =>
        `select "${column}" as id from "${table}" where ${where} and "${column}" in (select id from person)`,
    );
  });
  return { sql: parts.join(' union '), n: parts.length };
}

/** The columns of a table, in order. */
export function columnsOf(
  db: SQLite.Database,
  table: string,
  schema: Schema = 'main',
): { name: string; notnull: number }[] {
  return db
    .prepare<[string, string], { name: string; notnull: number }>(
      'select name, "notnull" from pragma_table_info(?, ?)',
    )
    .all(table, schema);
}

function referencesOf(db: SQLite.Database, table: string, schema: Schema = 'main') {
  return db
    .prepare<[string, string], { from: string; table: string; to: string | null }>(
      'select "from", "table", "to" from pragma_foreign_key_list(?, ?) order by id, seq',
    )
    .all(table, schema);
}

/** Takes the triggers away while rows are moved that were written under them once, and puts them back. */
export function withoutTriggers(db: SQLite.Database, schema: Schema, work: () => void): void {
  const putBack = dropTriggers(db, schema);
  work();
  putBack();
}

/** Takes the triggers away; what it answers puts them back. */
export function dropTriggers(db: SQLite.Database, schema: Schema): () => void {
  const triggers = db
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from ${schema}.sqlite_master where type = 'trigger'`,
    )
    .all();
  for (const { name } of triggers) db.exec(`drop trigger ${schema}."${name}"`);
  return () => {
    for (const { sql } of triggers) db.exec(sql.replace(/^create trigger\s+/i, `create trigger ${schema}.`));
  };
}
