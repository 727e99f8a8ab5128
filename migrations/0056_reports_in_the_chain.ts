import { type Kysely, sql } from 'kysely';

/*
 * Entries of kind `report` beside those of minutes, decisions and errata: the reply to a consultation (CST8). SQLite changes
 * no CHECK, and a column goes with its own, so that the kind moves into a new column that takes the old one's name
 * (0041_modes_of_rounds). The kinds there are were read from the table: one that another migration brought stays. The table
 * is written once through: a moment even for many years. No `down`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ type: string; name: string; sql: string }>`
    select type, name, sql from sqlite_master where tbl_name = 'chain_entry' and sql is not null`.execute(db);
  const table = rows.find(({ type }) => type === 'table')?.sql ?? '';
  const kinds = /check \(kind(?:_of)? in \(([^)]*)\)\)/.exec(table.replaceAll('"', ''))?.[1];
  if (kinds === undefined) throw new Error('chain_entry says no kinds');
  const triggers = rows.filter(({ type }) => type === 'trigger');
  const indexes = rows.filter((row) => row.type === 'index' && /\bkind\b/.test(row.sql));
  const statements = [
    ...triggers.map(({ name }) => `drop trigger ${name}`),
    ...indexes.map(({ name }) => `drop index ${name}`),
    `alter table chain_entry add column kind_of text not null default 'minutes'
       check (kind_of in (${kinds},'report'))`,
    `update chain_entry set kind_of = kind`,
    `alter table chain_entry drop column kind`,
    `alter table chain_entry rename column kind_of to kind`,
    ...indexes.map((index) => index.sql),
    ...triggers.map((trigger) => trigger.sql),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
