import { sql, type Kysely } from 'kysely';

/*
 * Residents bring issues and hear what became of them: reply codes, drafts that are sent once, merging, routes in
 * the history, support, photos, the private path, and the words by which issues are found. Old issues get no
 * code and no draft; their words are indexed at the first start. Quick on ten years of data (thousands of rows);
 * code one version back still runs on it. No `down`: what residents wrote is not taken back.
 */
const statements = [
  // a slip's code; the draft it was sent from, so that a lost connection does not send it twice
  `alter table issue add column receipt_code text`,
  `alter table issue add column draft_id text`,
  `alter table issue add column merged_into text references issue(id)`,
  // language in which it was told, and the words as told, when somebody else typed it in Japanese
  `alter table issue add column told_in text not null default ''`,
  `alter table issue add column original_body text not null default ''`,
  `create unique index issue_receipt on issue (receipt_code) where receipt_code is not null`,
  `create unique index issue_draft on issue (draft_id) where draft_id is not null`,
  `create index issue_merged on issue (merged_into) where merged_into is not null`,

  // who acts on it from then on (R-SEN-02: changeable with history)
  `alter table issue_event add column route text check (route in ('self','joint','referred','professional'))`,

  `create table issue_support (
    issue_id text not null references issue(id),
    person_id text not null references person(id),
    kind text not null check (kind in ('too','can')),
    at integer not null,
    primary key (issue_id, kind, person_id)
  ) strict`,

  // handed in before its issue (issue_id null until then); shown to the street only once published
  `create table issue_photo (
    id text primary key,
    council_id text not null references council(id),
    issue_id text references issue(id),
    blob_hash text not null,
    mime text not null,
    bytes integer not null,
    width integer not null,
    height integer not null,
    created_at integer not null,
    published_at integer
  ) strict`,
  `create index issue_photo_issue on issue_photo (issue_id)`,

  // the private path: for the secretariat alone; words are erased when it is closed (I11, R-HAC-15)
  `create table help_request (
    id text primary key,
    council_id text not null references council(id),
    receipt_code text not null unique,
    draft_id text unique,
    title text not null,
    body text not null default '',
    contact text not null default '',
    submitted_via text not null check (submitted_via in ('form','phone','paper','bridge','meeting')),
    entered_by text references person(id),
    submitted_at integer not null,
    state text not null check (state in ('received','talking','handed_on','closed')),
    reply text not null default '',
    moved_at integer not null,
    moved_by text references person(id)
  ) strict`,
  `create index help_request_council on help_request (council_id, state)`,

  // words of issues as they are searched for; the trigram index points at them
  `create table issue_words (
    seq integer primary key,
    issue_id text not null unique references issue(id),
    council_id text not null references council(id),
    words text not null
  ) strict`,
  `create index issue_words_council on issue_words (council_id)`,
  `create virtual table issue_search using fts5(words, content='issue_words', content_rowid='seq', tokenize='trigram case_sensitive 1')`,
  // words that are taken out leave nothing behind in the index
  `insert into issue_search(issue_search, rank) values('secure-delete', 1)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
