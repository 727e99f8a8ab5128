import { sql, type Kysely } from 'kysely';

/*
 * Words the server owes to live documents, in the same transaction as the act they follow from: an agenda item
 * of an issue, the opening items of a meeting, the first draft of its minutes. A row goes when its words are on
 * the disk; what is left at start was interrupted and is made good. Empty on old folders; a moment on any size.
 */
const statements = [
  `create table outbox (
    no integer primary key,
    id text not null unique,
    doc text not null,
    body text not null,
    at integer not null
  ) strict`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
