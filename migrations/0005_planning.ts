import { sql, type Kysely } from 'kysely';

/*
 * What a council plans by: words of its own in the lists, the strategy whose measures it follows, and candidates for
 * an agenda that are no issue; and on whose agenda an issue stands, so that it returns when it leaves undecided. Tables
 * are new and empty; issues that are on an agenda already get no meeting and return by the next act on them; code one version back doesn't see them. No `down`:
 * what people wrote is not taken back.
 */
const statements = [
  `alter table issue add column agenda_meeting_id text references meeting(id)`,
  `create index issue_agenda on issue (agenda_meeting_id) where agenda_meeting_id is not null`,

  // fields and life stages besides the presets (R-STR-03)
  `create table council_term (
    council_id text not null references council(id),
    list text not null check (list in ('field','life_stage')),
    word text not null,
    added_at integer not null,
    removed_at integer,
    primary key (council_id, list, word)
  ) strict`,

  // \`tree\`: JSON of groups and measures; none in force means the preset (R-STR-02)
  `create table strategy (
    id text primary key,
    council_id text not null references council(id),
    name text not null,
    tree text not null,
    imported_by text not null references person(id),
    imported_at integer not null,
    replaced_at integer
  ) strict`,
  `create unique index strategy_one_in_force on strategy (council_id) where replaced_at is null`,

  // \`issue_ids\`: JSON list of the issues it gathers
  `create table agenda_candidate (
    id text primary key,
    council_id text not null references council(id),
    title text not null,
    note text not null default '',
    fields text not null default '[]',
    life_stages text not null default '[]',
    measure text,
    issue_ids text not null default '[]',
    origin text not null check (origin in ('gap','canvas')),
    state text not null check (state in ('open','placed','dropped')),
    meeting_id text references meeting(id),
    item_id text,
    created_by text not null references person(id),
    created_at integer not null,
    moved_at integer not null
  ) strict`,
  `create index agenda_candidate_council on agenda_candidate (council_id, state)`,
  `create index agenda_candidate_item on agenda_candidate (item_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
