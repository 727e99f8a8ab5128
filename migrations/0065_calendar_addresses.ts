import { type Kysely, sql } from 'kysely';

/*
 * The secret address at which a person's calendar reads his meetings (FEE2): one a person, of which the hash alone is
 * kept. It opens the days of meetings and nothing else, and goes the moment he ends it.
 */
const statements = [
  `create table calendar_address (
    person_id text primary key references person(id),
    token_hash text not null unique,
    created_at integer not null
  ) strict`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
