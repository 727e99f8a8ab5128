import { type Kysely, sql } from 'kysely';

/*
 * From which day a version of the rules holds, and drafts of rules a council is still talking about. Versions of before
 * hold from their adoption: ''. A column with a constant default and an empty table: quick on any size; code one version
 * back still runs. No `down`.
 */
const statements = [
  // 'YYYY-MM-DD'; '': at once
  `alter table rule_set add column from_on text not null default ''`,
  // may be changed until it is adopted; version: what it was adopted as
  `create table rule_draft (
    id text primary key,
    council_id text not null references council(id),
    title text not null,
    body text not null,
    made_by text not null references person(id),
    made_at integer not null,
    changed_at integer not null,
    version integer
  ) strict`,
  `create index rule_draft_council on rule_draft (council_id, changed_at)`,
  `create trigger rule_draft_adopted before update on rule_draft when old.version is not null
   begin select raise(abort, 'an adopted draft stays as it was adopted'); end`,
  `create trigger rule_draft_no_delete before delete on rule_draft when old.version is not null
   begin select raise(abort, 'an adopted draft stays as it was adopted'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
