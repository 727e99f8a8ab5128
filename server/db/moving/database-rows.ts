import { escapeIdentifier, Query, type QueryConfig } from 'pg';
import { DatabaseFault } from '../database-fault.ts';
import type { OpenDatabase } from './database.ts';
import { weightOf, type Row } from './row-digest.ts';

/* Rows of a house in PostgreSQL: read as they come in, written many at a time; never more than a few at once in memory. */

/** A table by names that both engines share. */
export interface NamedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** So many bytes, or so many rows, are written at once. */
const bytesAtOnce = 1024 * 1024;
const rowsAtOnce = 1_000;

const quoted = (name: string) => escapeIdentifier(name);
const listOf = ({ columns }: NamedTable) => columns.map(quoted).join(', ');

/**
 * Reads a table row by row. Whoever takes a row has dealt with it when he answers, so that the database waits for a slow
 * disk instead of this process holding what has come.
 */
export function eachRow(
  { client }: OpenDatabase,
  table: NamedTable,
  take: (row: Row) => void,
  only?: { readonly column: string; readonly in: readonly string[] },
): Promise<void> {
  const where = only ? ` where ${quoted(only.column)} = any($1)` : '';
  return new Promise((resolve, reject) => {
    const query = new Query({
      text: `select ${listOf(table)} from ${quoted(table.name)}${where}`,
      ...(only ? { values: [only.in] } : {}),
      rowMode: 'array',
    } as QueryConfig);
    let failed = false;
    query.on('row', (row: Row) => {
      if (failed) return;
      try {
        take(row);
      } catch (error) {
        failed = true;
        // thrown here it would end the process; what still comes in is passed over
        reject(error as Error);
      }
    });
    query.on('end', () => resolve());
    query.on('error', reject);
    client.query(query);
  });
}

/** How PostgreSQL calls the kind of each column of a table, in the order of its columns. */
export async function kindsOf({ client }: OpenDatabase, table: NamedTable): Promise<string[]> {
  const { rows } = await client.query<{ name: string; kind: string }>(
    `select column_name::text as name, data_type::text as kind from information_schema.columns
     where table_schema = current_schema() and table_name = $1`,
    [table.name],
  );
  const kinds = new Map(rows.map(({ name, kind }) => [name, kind]));
  return table.columns.map((column) => {
    const kind = kinds.get(column);
    if (kind === undefined) throw new Error(`PostgreSQL has no column ${table.name}.${column}`);
    return kind;
  });
}

/** Takes rows and writes them when there are enough; `end` writes what is left. */
export interface RowWriter {
  add(row: Row): Promise<void>;
  end(): Promise<void>;
}

/** Writes rows into a table, with the numbers they have. */
export function rowWriter(database: OpenDatabase, table: NamedTable, kinds: readonly string[]): RowWriter {
  const { client, place } = database;
  const values = kinds.map((kind, n) => `$${n + 1}::${kind}[]`).join(', ');
  const text = `insert into ${quoted(table.name)} (${listOf(table)}) overriding system value
    select * from unnest(${values})`;
  let rows: Row[] = [];
  let weight = 0;
  const end = async () => {
    if (rows.length === 0) return;
    const written = rows;
    rows = [];
    weight = 0;
    const columns = table.columns.map((_, n) => written.map((row) => row[n] ?? null));
    await client.query(text, columns).catch((error: unknown) => {
      // a sign that PostgreSQL keeps in no text (U+0000)
      if ((error as { code?: unknown }).code === '22021')
        throw new DatabaseFault({ code: 'unfit-text', place, names: [table.name] });
      throw error;
    });
  };
  return {
    async add(row) {
      rows.push(row);
      weight += weightOf(row);
      if (rows.length >= rowsAtOnce || weight >= bytesAtOnce) await end();
    },
    end,
  };
}
