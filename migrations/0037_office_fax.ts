import { type Kysely, sql } from 'kysely';

/* The fax of a council's office: reply slips of notices go there. '' where there is none. */
const statements = [`alter table council_office add column fax text not null default ''`];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
