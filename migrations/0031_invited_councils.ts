import { type Kysely, sql } from 'kysely';

/*
 * Slips with which councils are founded: for which council each is meant, in the words of who keeps the machine. '' is the
 * link that a start prints while there is no council. A column with a default and a small index; code one version back
 * runs on it. No `down`.
 */
const statements = [
  `alter table invitation add column note text not null default ''`,
  `create index invitation_setup on invitation (note) where purpose = 'setup'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
