import { sql, type Kysely } from 'kysely';

/* What 0045_written_meetings does to a data folder: written meetings, their questionnaires and answers. */
const text = 'text collate "C"';

const statements = [
  `alter table meeting drop constraint meeting_kind_check`,
  `alter table meeting add constraint meeting_kind_check check (kind in ('live','hybrid','written'))`,
  `alter table meeting alter column kind set default 'live'`,
  `create table writing (
    meeting_id ${text} primary key not null references meeting(id),
    procedure ${text} not null check (procedure in ('opinion','consented','unanimous')),
    converted_at bigint,
    converted_by ${text} references person(id),
    convert_reason ${text} not null default '',
    converted_to ${text} references meeting(id)
  )`,
  `create table writing_deadline (
    meeting_id ${text} not null references meeting(id),
    no bigint not null,
    closes_at bigint not null,
    reason ${text} not null default '',
    at bigint not null,
    set_by ${text} not null references person(id),
    primary key (meeting_id, no)
  )`,
  `create table questionnaire (
    id ${text} primary key not null,
    meeting_id ${text} not null references meeting(id),
    n bigint not null,
    body ${text} not null,
    body_hash ${text} not null,
    reason ${text} not null default '',
    frozen_at bigint not null,
    frozen_by ${text} not null references person(id),
    unique (meeting_id, n)
  )`,
  `create table written_link (
    id ${text} primary key not null,
    meeting_id ${text} not null references meeting(id),
    seat_id ${text} not null references seat(id),
    code ${text} not null unique,
    made_at bigint not null,
    sent_way ${text} check (sent_way in ('link','post','handed')),
    sent_at bigint,
    sent_by ${text} references person(id),
    opened_at bigint,
    unique (meeting_id, seat_id),
    check ((sent_at is null) = (sent_way is null)),
    check ((sent_at is null) = (sent_by is null))
  )`,
  `create table written_draft (
    meeting_id ${text} not null references meeting(id),
    seat_id ${text} not null references seat(id),
    version bigint not null,
    body ${text} not null,
    saved_at bigint not null,
    primary key (meeting_id, seat_id)
  )`,
  `create table written_answer (
    id ${text} primary key not null,
    meeting_id ${text} not null references meeting(id),
    seat_id ${text} not null references seat(id),
    version bigint not null,
    way ${text} not null check (way in ('link','account','slip','telephone')),
    body ${text} not null,
    at bigint not null,
    said_at bigint not null,
    person_id ${text} references person(id),
    entered_by ${text} references person(id),
    note ${text} not null default '',
    blob_hash ${text},
    scan_name ${text},
    scan_mime ${text},
    check ((way in ('slip','telephone')) = (entered_by is not null)),
    check ((blob_hash is null) = (scan_name is null)),
    check ((blob_hash is null) = (scan_mime is null))
  )`,
  `create index written_answer_blob on written_answer (blob_hash) where blob_hash is not null`,
  `create index written_answer_meeting on written_answer (meeting_id, seat_id)`,
  `create table writing_query (
    id ${text} primary key not null,
    meeting_id ${text} not null references meeting(id),
    no bigint not null,
    seat_id ${text} references seat(id),
    asked_by ${text} references person(id),
    words ${text} not null,
    asked_at bigint not null,
    answer ${text},
    answered_by ${text} references person(id),
    answered_at bigint,
    unique (meeting_id, no),
    check ((answer is null) = (answered_at is null))
  )`,
  `create table compiled_paper (
    material_id ${text} primary key not null references material(id),
    from_meeting_id ${text} not null references meeting(id),
    body ${text} not null,
    body_hash ${text} not null,
    made_at bigint not null,
    made_by ${text} not null references person(id)
  )`,
  `create index compiled_paper_from on compiled_paper (from_meeting_id)`,
  // the clock looks for those whose deadline has passed
  `create index meeting_written on meeting (ends_at) where kind = 'written' and state = 'called'`,
  `create trigger writing_deadline_no_update before update on writing_deadline for each row execute function refuse('a deadline that was told is kept')`,
  `create trigger writing_deadline_no_delete before delete on writing_deadline for each row execute function refuse('a deadline that was told is kept')`,
  `create trigger writing_deadline_no_truncate before truncate on writing_deadline execute function refuse('a deadline that was told is kept')`,
  `create trigger questionnaire_no_update before update on questionnaire for each row execute function refuse('what was asked stays as it was sent')`,
  `create trigger questionnaire_no_delete before delete on questionnaire for each row execute function refuse('what was asked stays as it was sent')`,
  `create trigger questionnaire_no_truncate before truncate on questionnaire execute function refuse('what was asked stays as it was sent')`,
  `create trigger written_answer_no_update before update on written_answer for each row execute function refuse('an answer stays as it was given')`,
  `create trigger written_answer_no_delete before delete on written_answer for each row execute function refuse('an answer stays as it was given')`,
  `create trigger written_answer_no_truncate before truncate on written_answer execute function refuse('an answer stays as it was given')`,
  `create trigger compiled_paper_no_update before update on compiled_paper for each row execute function refuse('a compiled paper stays as it was handed on')`,
  `create trigger compiled_paper_no_delete before delete on compiled_paper for each row execute function refuse('a compiled paper stays as it was handed on')`,
  `create trigger compiled_paper_no_truncate before truncate on compiled_paper execute function refuse('a compiled paper stays as it was handed on')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
