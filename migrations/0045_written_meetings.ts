import { type Kysely, sql } from 'kysely';

/*
 * Written meetings: what is asked (versions that stay as they were sent), until when, personal links, answers as they were
 * given, questions of members, and what was handed on to the next meeting as its paper. A meeting has a third kind for it.
 * SQLite changes no CHECK: the kind moves into a new column that takes the old one's name, and the trigger that names it is
 * taken away and put back (as in 0041). No `down`.
 */
const tables = [
  `create table writing (
    meeting_id text primary key not null references meeting(id),
    procedure text not null check (procedure in ('opinion','consented','unanimous')),
    converted_at integer,
    converted_by text references person(id),
    convert_reason text not null default '',
    converted_to text references meeting(id)
  ) strict`,
  `create table writing_deadline (
    meeting_id text not null references meeting(id),
    no integer not null,
    closes_at integer not null,
    reason text not null default '',
    at integer not null,
    set_by text not null references person(id),
    primary key (meeting_id, no)
  ) strict`,
  `create table questionnaire (
    id text primary key not null,
    meeting_id text not null references meeting(id),
    n integer not null,
    body text not null,
    body_hash text not null,
    reason text not null default '',
    frozen_at integer not null,
    frozen_by text not null references person(id),
    unique (meeting_id, n)
  ) strict`,
  `create table written_link (
    id text primary key not null,
    meeting_id text not null references meeting(id),
    seat_id text not null references seat(id),
    code text not null unique,
    made_at integer not null,
    sent_way text check (sent_way in ('link','post','handed')),
    sent_at integer,
    sent_by text references person(id),
    opened_at integer,
    unique (meeting_id, seat_id),
    check ((sent_at is null) = (sent_way is null)),
    check ((sent_at is null) = (sent_by is null))
  ) strict`,
  `create table written_draft (
    meeting_id text not null references meeting(id),
    seat_id text not null references seat(id),
    version integer not null,
    body text not null,
    saved_at integer not null,
    primary key (meeting_id, seat_id)
  ) strict`,
  `create table written_answer (
    id text primary key not null,
    meeting_id text not null references meeting(id),
    seat_id text not null references seat(id),
    version integer not null,
    way text not null check (way in ('link','account','slip','telephone')),
    body text not null,
    at integer not null,
    said_at integer not null,
    person_id text references person(id),
    entered_by text references person(id),
    note text not null default '',
    blob_hash text,
    scan_name text,
    scan_mime text,
    check ((way in ('slip','telephone')) = (entered_by is not null)),
    check ((blob_hash is null) = (scan_name is null)),
    check ((blob_hash is null) = (scan_mime is null))
  ) strict`,
  `create index written_answer_blob on written_answer (blob_hash) where blob_hash is not null`,
  `create index written_answer_meeting on written_answer (meeting_id, seat_id)`,
  `create table writing_query (
    id text primary key not null,
    meeting_id text not null references meeting(id),
    no integer not null,
    seat_id text references seat(id),
    asked_by text references person(id),
    words text not null,
    asked_at integer not null,
    answer text,
    answered_by text references person(id),
    answered_at integer,
    unique (meeting_id, no),
    check ((answer is null) = (answered_at is null))
  ) strict`,
  `create table compiled_paper (
    material_id text primary key not null references material(id),
    from_meeting_id text not null references meeting(id),
    body text not null,
    body_hash text not null,
    made_at integer not null,
    made_by text not null references person(id)
  ) strict`,
  `create index compiled_paper_from on compiled_paper (from_meeting_id)`,
  // the clock looks for those whose deadline has passed
  `create index meeting_written on meeting (ends_at) where kind = 'written' and state = 'called'`,
  `create trigger writing_deadline_no_update before update on writing_deadline
   begin select raise(abort, 'a deadline that was told is kept'); end`,
  `create trigger writing_deadline_no_delete before delete on writing_deadline
   begin select raise(abort, 'a deadline that was told is kept'); end`,
  `create trigger questionnaire_no_update before update on questionnaire
   begin select raise(abort, 'what was asked stays as it was sent'); end`,
  `create trigger questionnaire_no_delete before delete on questionnaire
   begin select raise(abort, 'what was asked stays as it was sent'); end`,
  `create trigger written_answer_no_update before update on written_answer
   begin select raise(abort, 'an answer stays as it was given'); end`,
  `create trigger written_answer_no_delete before delete on written_answer
   begin select raise(abort, 'an answer stays as it was given'); end`,
  `create trigger compiled_paper_no_update before update on compiled_paper
   begin select raise(abort, 'a compiled paper stays as it was handed on'); end`,
  `create trigger compiled_paper_no_delete before delete on compiled_paper
   begin select raise(abort, 'a compiled paper stays as it was handed on'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where type = 'trigger' and name = 'meeting_sealed'`.execute(db);
  const statements = [
    `drop trigger meeting_sealed`,
    `alter table meeting add column kind_of text not null default 'live'
       check (kind_of in ('live','hybrid','written'))`,
    `update meeting set kind_of = kind`,
    `alter table meeting drop column kind`,
    `alter table meeting rename column kind_of to kind`,
    ...rows.map((trigger) => trigger.sql),
    ...tables,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
