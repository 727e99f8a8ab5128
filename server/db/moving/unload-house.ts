import { Kysely } from 'kysely';
import { namedFiles } from '../named-files.ts';
import { RecordsDialect } from '../records-dialect.ts';
import type { Records } from '../schema.ts';
import { eachRow } from './database-rows.ts';
import type { OpenDatabase } from './database.ts';
import { refuseUnreadable } from './database-state.ts';
import { openDraft, paperIn, rowsOf, writePaper, type DraftRows } from './folder-rows.ts';
import { headApart, headsInDatabase, headsInFolder } from './heads.ts';
import { HousesDiffer, refuseOther } from './houses-differ.ts';
import { paperTable } from './house-tables.ts';
import { RowDigest, type Row } from './row-digest.ts';

/*
 * The house in a database, as it was at one instant, as a data folder of its own: also while servers write. Nothing of it
 * is believed before it was read again and compared.
 */

export interface Unloading {
  /** An empty folder. */
  readonly folder: string;
  /** So many of so many rows and papers are written or compared. */
  readonly onRows: (done: number, all: number) => void;
  /** The bytes that will be needed, about; may refuse them. */
  readonly needs?: (bytes: number) => Promise<void>;
}

export interface Unloaded {
  readonly rows: number;
  /** The papers that records name and that are there. */
  readonly papers: readonly string[];
}

/** Throws DatabaseFault where there is no whole house of this version, HousesDiffer where it was not written as it is. */
export async function unloadHouse(
  database: OpenDatabase,
  { folder, onRows, needs }: Unloading,
): Promise<Unloaded> {
  const { client } = database;
  await refuseUnreadable(database);
  await needs?.(await bytesIn(database));
  await client.query('begin isolation level repeatable read read only');
  // of this moment; asked again, as one that moved in since could be seen half
  await refuseUnreadable(database);
  const draft = await openDraft(folder);
  try {
    const all = await rowsIn(database, draft);
    let done = 0;
    const onRow = () => onRows(Math.min(++done, all), all);
    const sent = new Map<string, RowDigest>();
    for (const table of draft.tables) {
      const digest = new RowDigest();
      const write = draft.writer(table);
      await eachRow(database, table, (row) => {
        digest.add(row);
        write(row);
        onRow();
      });
      sent.set(table.name, digest);
    }
    const torn = draft.torn();
    if (torn !== null) throw new HousesDiffer(torn);
    draft.commit();
    const papers = await takePapers(database, folder, draft, onRow);
    for (const table of draft.tables) {
      const found = new RowDigest();
      for (const row of rowsOf(draft, table)) {
        found.add(row);
        onRow();
      }
      refuseOther(table.name, sent.get(table.name)!, found);
    }
    const apart = headApart(await headsInDatabase(database), headsInFolder(draft));
    if (apart !== null) throw new HousesDiffer(apart);
    return { rows: [...sent.values()].reduce((sum, { rows }) => sum + rows, 0), papers };
  } finally {
    draft.close();
    await client.query('rollback').catch(() => undefined);
  }
}

/** Papers that records name, each read again once it is on the disk. */
async function takePapers(
  database: OpenDatabase,
  folder: string,
  { records }: DraftRows,
  onRow: () => void,
): Promise<string[]> {
  const named = await namedFiles(new Kysely<Records>({ dialect: new RecordsDialect(records) }));
  const taken: string[] = [];
  // one at a time: they are the largest things there are
  for (const name of named) {
    const rows: Row[] = [];
    await eachRow(database, paperTable, (row) => void rows.push(row), { column: 'hash', in: [name] });
    onRow();
    const bytes = rows[0]?.[1];
    // lost before: `verify` names it
    if (!Buffer.isBuffer(bytes)) continue;
    await writePaper(folder, name, bytes);
    if (!paperIn(folder, name)?.equals(bytes)) throw new HousesDiffer(name);
    taken.push(name);
  }
  return taken;
}

/** Rows that are written and read again, and papers. */
async function rowsIn({ client }: OpenDatabase, { tables }: DraftRows): Promise<number> {
  let rows = 0;
  for (const { name } of tables) rows += await countOf(client.escapeIdentifier(name));
  return 2 * rows + (await countOf(paperTable.name));

  async function countOf(table: string): Promise<number> {
    const { rows: found } = await client.query<{ n: number }>(`select count(*) as n from ${table}`);
    return found[0]?.n ?? 0;
  }
}

async function bytesIn({ client }: OpenDatabase): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    'select pg_database_size(current_database()) as bytes',
  );
  return rows[0]?.bytes ?? 0;
}
