import { type Kysely, sql } from 'kysely';

/*
 * Who is told when powers change hands or an account is opened anew by a slip. One row for each person told; the act itself
 * stands in the log of acts.
 */
const statements = [
  `create table power_notice (
    id text primary key,
    council_id text not null references council(id),
    person_id text not null references person(id),
    kind text not null check (kind in ('given','ended','slip_issued','slip_used')),
    about_id text not null references person(id),
    role text not null,
    by_id text references person(id),
    at integer not null,
    seen_at integer
  ) strict`,
  `create index power_notice_mine on power_notice (person_id, council_id, at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
