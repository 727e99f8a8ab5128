import { type Kysely, sql } from 'kysely';

/*
 * What a section of the city answers to an issue that was referred to it: words in the history of the issue, with
 * whose they are and how they came. A table that begins empty. No `down`.
 */
const statements = [
  `create table issue_answer (
    event_id text primary key references issue_event(id),
    issue_id text not null references issue(id),
    organization_id text not null references organization(id),
    via text check (via in ('paper','phone'))
  ) strict`,
  `create index issue_answer_issue on issue_answer (issue_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
