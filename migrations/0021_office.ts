import { type Kysely, sql } from 'kysely';

/*
 * The office of a council's secretariat: how it is reached. One row a council, none while nothing is set. And where an
 * issue came from, when it came by the link of one place: for those who screen, gone with the link no more.
 */
const statements = [
  `create table council_office (
    council_id text primary key references council(id),
    telephone text not null,
    hours text not null,
    email text not null,
    /* consultation desks of the area, one a line */
    desks text not null,
    changed_at integer not null
  ) strict`,
  `alter table issue add column link_id text references issue_link(id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
