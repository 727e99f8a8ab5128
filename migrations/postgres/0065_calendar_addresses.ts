import { sql, type Kysely } from 'kysely';

/* What 0065_calendar_addresses does to a data folder: where a person's calendar reads his meetings. */
const text = 'text collate "C"';

const statements = [
  `create table calendar_address (
    person_id ${text} primary key references person(id),
    token_hash ${text} not null unique,
    created_at bigint not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
