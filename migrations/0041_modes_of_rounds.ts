import { type Kysely, sql } from 'kysely';

/*
 * Rounds of five fingers and of dots beside consent and majority. SQLite changes no CHECK, and the rows that point to a
 * round forbid making its table anew; a column goes with its own CHECK, so that the mode moves into a new column that
 * takes the old one's name. The trigger that freezes what a round opened with names the column: it is taken away and
 * put back as it was. The table is written once through: a moment even for many years. No `down`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where type = 'trigger' and name = 'round_frozen'`.execute(db);
  const statements = [
    `drop trigger round_frozen`,
    `alter table round add column mode_of text not null default 'consent'
       check (mode_of in ('consent','majority','fist','dots'))`,
    `update round set mode_of = mode`,
    `alter table round drop column mode`,
    `alter table round rename column mode_of to mode`,
    ...rows.map((trigger) => trigger.sql),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
