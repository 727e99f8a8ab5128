import { type Kysely, sql } from 'kysely';

/*
 * Ways by which the street brings issues: one for each place where a sheet hangs or a link was handed out. What comes
 * through it is limited by itself, so that a flood at one place leaves the others open.
 */
const statements = [
  `create table issue_link (
    id text primary key,
    council_id text not null references council(id),
    mark text not null unique,
    place text not null,
    opened_by text not null references person(id),
    opened_at integer not null,
    ended_at integer
  ) strict`,
  `create index issue_link_council on issue_link (council_id, opened_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
