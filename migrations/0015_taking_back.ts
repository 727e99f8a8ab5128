import { type Kysely, sql } from 'kysely';

/*
 * Taking back what was published: an issue is hidden with a reason that everybody may read, its words are corrected, its
 * photo is removed. `hidden_from`: where it stood, for when it is shown again; the state of a hidden issue is that of
 * one given back, so that whatever shows the board passes it over, also a version that knows nothing of hiding.
 * Answers to a private request no longer replace one another.
 */
const statements = [
  `alter table issue add column hidden_at integer`,
  `alter table issue add column hidden_from text`,
  `alter table issue add column hidden_reason text not null default ''`,
  // what was done where the state alone doesn't tell
  `alter table issue_event add column act text check (act in ('hide','show','correct','remove_photo'))`,
  // words before a correction, for those who screen; not kept where they held personal data
  `create table issue_words_before (
    event_id text primary key references issue_event(id),
    issue_id text not null references issue(id),
    title text not null,
    body text not null,
    place text not null
  ) strict`,
  `create index issue_words_before_issue on issue_words_before (issue_id)`,
  // what the secretariat said to a private request, one after the other; the latest stands in the request, too
  `create table help_reply (
    id text primary key,
    request_id text not null references help_request(id),
    at integer not null,
    person_id text references person(id),
    reply text not null
  ) strict`,
  `create index help_reply_request on help_reply (request_id, at)`,
  `create index strategy_council on strategy (council_id, imported_at)`,
  `create index issue_hidden on issue (council_id, hidden_at) where hidden_at is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
