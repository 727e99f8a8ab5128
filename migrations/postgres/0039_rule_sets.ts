import { sql, type Kysely } from 'kysely';

/* What 0039_rule_sets does to a data folder: from which day rules hold, and drafts of rules. */
const text = 'text collate "C"';

const statements = [
  // 'YYYY-MM-DD'; '': at once
  `alter table rule_set add column from_on ${text} not null default ''`,
  // may be changed until it is adopted; version: what it was adopted as
  `create table rule_draft (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    title ${text} not null,
    body ${text} not null,
    made_by ${text} not null references person(id),
    made_at bigint not null,
    changed_at bigint not null,
    version bigint
  )`,
  `create index rule_draft_council on rule_draft (council_id, changed_at)`,
  `create trigger rule_draft_adopted before update on rule_draft for each row when (old.version is not null)
   execute function refuse('an adopted draft stays as it was adopted')`,
  `create trigger rule_draft_no_delete before delete on rule_draft for each row when (old.version is not null)
   execute function refuse('an adopted draft stays as it was adopted')`,
  `create trigger rule_draft_no_truncate before truncate on rule_draft
   execute function refuse('an adopted draft stays as it was adopted')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
