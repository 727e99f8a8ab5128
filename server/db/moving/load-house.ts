import type { HeldPair } from '../held-pair.ts';
import { namedFiles } from '../named-files.ts';
import { openPostgres } from '../postgres/open.ts';
import { eachRow, kindsOf, rowWriter, type NamedTable } from './database-rows.ts';
import type { OpenDatabase } from './database.ts';
import { lockMark, markUnfinished, refuseFull, refuseServed, takeMarkAway } from './database-state.ts';
import { paperIn, rowsOf } from './folder-rows.ts';
import { headApart, headsInDatabase, headsInFolder } from './heads.ts';
import { HousesDiffer, refuseOther } from './houses-differ.ts';
import { houseTables, paperTable, type HouseTable } from './house-tables.ts';
import { continueNumbers, withoutChecks } from './loading.ts';
import { RowDigest, type Row } from './row-digest.ts';

/*
 * A data folder moves into an empty database: all rows in one transaction, read again and compared before it ends. Until
 * then a mark tells every server that nothing whole is there; it goes with the same commit that brings the house.
 */

export interface Loading {
  /** The folder, held as of one instant. */
  readonly held: HeldPair;
  readonly folder: string;
  readonly url: string;
  /** One more row was written, or read again. */
  readonly onRow: () => void;
}

/** What has come in. */
export interface Loaded {
  /** Of records and words. */
  readonly rows: number;
  readonly papers: number;
}

/** Throws DatabaseFault where this house can't move in; writes nothing. Asked before long work. */
export async function refuseToLoad(database: OpenDatabase, held: HeldPair): Promise<void> {
  await refuseFull(database, namesOf(houseTables(held.connections)));
  await refuseServed(database);
}

/** Moves a house in. Throws DatabaseFault or HousesDiffer, and then no house is there. */
export async function loadHouse(
  database: OpenDatabase,
  { held, folder, url, onRow }: Loading,
): Promise<Loaded> {
  const { client } = database;
  const tables = houseTables(held.connections);
  const names = namesOf(tables);
  const begunBefore = await refuseFull(database, names);
  await markUnfinished(database);
  // brings the tables to this version
  await (await openPostgres(url)).destroy();
  // room that rows take which a broken-off move has undone
  if (begunBefore) await giveRoomBack(database, names);
  try {
    await client.query('begin');
    await lockMark(database);
    await refuseFull(database, names);
    const putBack = await withoutChecks(database);
    const sent = new Map<string, RowDigest>();
    for (const table of tables) sent.set(table.name, await send(database, table, held, onRow));
    const papers = await sendPapers(database, folder, await namedFiles(held.records), onRow);
    await putBack().catch(torn);
    await continueNumbers(database);
    await compare(database, [...tables, paperTable], sent.set(paperTable.name, papers), onRow);
    const apart = headApart(headsInFolder(held.connections), await headsInDatabase(database));
    if (apart !== null) throw new HousesDiffer(apart);
    await takeMarkAway(database);
    await client.query('commit');
    return {
      rows: tables.reduce((sum, { name }) => sum + sent.get(name)!.rows, 0),
      papers: papers.rows,
    };
  } catch (error) {
    // where the line is broken the server undoes it by itself
    await client.query('rollback').catch(() => undefined);
    await giveRoomBack(database, names).catch(() => undefined);
    throw error;
  }
}

/** A reference that leads nowhere: a row it leads to did not come in. */
function torn(error: unknown): never {
  const { code, table = '' } = error as { code?: string; table?: string };
  throw code === '23503' ? new HousesDiffer(table) : error;
}

const namesOf = (tables: readonly HouseTable[]) => [...tables.map(({ name }) => name), paperTable.name];

/** Files of tables that hold nothing but what was undone are made anew. Only while the mark is there. */
async function giveRoomBack(database: OpenDatabase, names: readonly string[]): Promise<void> {
  const { client } = database;
  await client.query('begin');
  try {
    await lockMark(database);
    await refuseFull(database, names);
    const putBack = await withoutChecks(database);
    await client.query(`truncate ${names.map((name) => client.escapeIdentifier(name)).join(', ')}`);
    await putBack();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function send(
  database: OpenDatabase,
  table: HouseTable,
  { connections }: HeldPair,
  onRow: () => void,
): Promise<RowDigest> {
  const digest = new RowDigest();
  const writer = rowWriter(database, table, await kindsOf(database, table));
  for (const row of rowsOf(connections, table)) {
    digest.add(row);
    await writer.add(row);
    onRow();
  }
  await writer.end();
  return digest;
}

async function sendPapers(
  database: OpenDatabase,
  folder: string,
  names: readonly string[],
  onRow: () => void,
): Promise<RowDigest> {
  const digest = new RowDigest();
  const writer = rowWriter(database, paperTable, await kindsOf(database, paperTable));
  for (const name of names) {
    const bytes = paperIn(folder, name);
    onRow();
    // lost before: `verify` names it
    if (bytes === null) continue;
    const row: Row = [name, bytes];
    digest.add(row);
    await writer.add(row);
  }
  await writer.end();
  return digest;
}

async function compare(
  database: OpenDatabase,
  tables: readonly NamedTable[],
  sent: ReadonlyMap<string, RowDigest>,
  onRow: () => void,
): Promise<void> {
  for (const table of tables) {
    const found = new RowDigest();
    await eachRow(database, table, (row) => {
      found.add(row);
      onRow();
    });
    refuseOther(table.name, sent.get(table.name)!, found);
  }
}
