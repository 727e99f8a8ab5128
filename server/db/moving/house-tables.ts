import type SQLite from 'better-sqlite3';
import { docParts } from '../copy-council.ts';
import { columnsOf, tablesOf } from '../council-rows.ts';

/*
 * What a house is made of, read from a data folder of this version: every table that holds something of its own. Another
 * engine may hold more beside it (who serves, what is owed at this moment), which is no part of the house.
 */

/** A table of a house with its columns, by names that both engines share. */
export interface HouseTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** The file in which a data folder holds it. */
  readonly file: 'records' | 'words';
}

/** Made of other rows again where it is missing (issue-words.ts), each engine in its own way. */
const madeAnew: ReadonlySet<string> = new Set(['issue_words']);

export interface Connections {
  readonly records: SQLite.Database;
  /** Null in a folder whose server never ran. */
  readonly words: SQLite.Database | null;
}

/** All tables of a house. */
export function houseTables({ records, words }: Connections): HouseTable[] {
  const of = (db: SQLite.Database, file: HouseTable['file'], names: readonly string[]) =>
    names.map((name) => ({ name, file, columns: columnsOf(db, name).map((column) => column.name) }));
  return [
    ...of(
      records,
      'records',
      tablesOf(records).filter((name) => !madeAnew.has(name)),
    ),
    ...(words ? of(words, 'words', ['doc', ...docParts]) : []),
  ];
}

/** The papers, which a data folder holds as files and PostgreSQL as rows. */
export const paperTable: { readonly name: string; readonly columns: readonly [string, string] } = {
  name: 'blob',
  columns: ['hash', 'body'],
};
