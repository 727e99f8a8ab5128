import { sql, type Kysely } from 'kysely';

/*
 * What 0040_amendments_and_open_table does to a data folder: the meter of a round, amendments, withdrawn proposals,
 * objections made concerns, people at an open table. What a row asks of a round, it asks with a lock.
 */
const text = 'text collate "C"';

/** Neither changed nor deleted, nor emptied as a whole. */
const appendOnly = ['round_meter', 'round_amendment', 'proposal_withdrawal', 'objection_reclassed'].flatMap(
  (table) => [
    ...['update', 'delete'].map(
      (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table} for each row
     execute function refuse('${table} is append-only')`,
    ),
    `create trigger ${table}_no_truncate before truncate on ${table} execute function refuse('${table} is append-only')`,
  ],
);

const statements = [
  // the seats' quorum as it stood when the round opened, and how many comers were on the roll
  `create table round_meter (
    round_id ${text} primary key references round(id),
    attended ${text} not null,
    needed ${text},
    eligible ${text} not null,
    comers bigint not null
  )`,
  // the whole text as it would read; version: the frozen text it was asked about as
  `create table amendment (
    id ${text} primary key,
    proposal_id ${text} not null references proposal(id),
    no bigint not null,
    text ${text} not null,
    text_hash ${text} not null,
    against_version_id ${text} not null references proposal_version(id),
    version_id ${text} references proposal_version(id),
    label ${text} not null,
    moved_by ${text} not null references person(id),
    moved_at bigint not null,
    state ${text} not null check (state in ('waiting','asked','carried','lost','withdrawn')),
    unique (proposal_id, no)
  )`,
  `create index amendment_against on amendment (against_version_id)`,
  `create index amendment_version on amendment (version_id)`,
  `create table round_amendment (
    round_id ${text} primary key references round(id),
    amendment_id ${text} not null references amendment(id)
  )`,
  `create index round_amendment_of on round_amendment (amendment_id)`,
  `create table proposal_withdrawal (
    proposal_id ${text} not null references proposal(id),
    at bigint not null,
    reason ${text} not null,
    withdrawn_by ${text} not null references person(id),
    primary key (proposal_id, at)
  )`,
  `create table objection_reclassed (
    objection_id ${text} primary key references objection(id),
    at bigint not null
  )`,
  // a seat of the council, or a place at the open table of one meeting
  `alter table seat add column kind ${text} not null default 'seat' check (kind in ('seat','comer'))`,
  // name and person can be erased; nothing else of somebody who came is kept
  `create table comer (
    seat_id ${text} primary key references seat(id),
    meeting_id ${text} not null references meeting(id),
    no bigint not null,
    name ${text} not null,
    person_id ${text} references person(id),
    signed_at bigint not null,
    signed_by ${text} not null references person(id),
    erased_at bigint,
    unique (meeting_id, no)
  )`,
  `create index comer_person on comer (person_id, meeting_id) where person_id is not null`,
  ...appendOnly,
  `create function ask_meter_at_opening() returns trigger language plpgsql as $$
   begin
     perform 1 from round where id = new.round_id for share;
     perform refuse_unless(not exists (select 1 from ballot where round_id = new.round_id)
       and not exists (select 1 from round where id = new.round_id and state <> 'open'),
       'the meter of a round is that of its opening');
     return new;
   end $$`,
  `create trigger round_meter_at_opening before insert on round_meter for each row
   execute function ask_meter_at_opening()`,
  `create trigger amendment_fixed
   before update of id, proposal_id, no, text, text_hash, against_version_id, label, moved_by, moved_at on amendment
   for each row execute function refuse('what stands in amendment is final')`,
  `create trigger amendment_settled before update on amendment for each row
   when (old.state in ('carried','lost','withdrawn')) execute function refuse('this amendment is settled')`,
  `create trigger amendment_no_delete before delete on amendment for each row
   execute function refuse('what stands in amendment is final')`,
  `create trigger amendment_no_truncate before truncate on amendment
   execute function refuse('what stands in amendment is final')`,
  // what may change of somebody who came is that he is forgotten
  `create trigger comer_fixed before update of seat_id, meeting_id, no, signed_at, signed_by on comer for each row
   execute function refuse('who came stays counted')`,
  `create trigger comer_erased_only before update of name, person_id on comer for each row
   when (new.name <> '' or new.person_id is not null) execute function refuse('a name is erased, not changed')`,
  `create function ask_counted_comer() returns trigger language plpgsql as $$
   begin
     perform refuse_unless(not exists (select 1 from round_roll where seat_id = old.seat_id), 'who came stays counted');
     return old;
   end $$`,
  `create trigger comer_no_delete before delete on comer for each row execute function ask_counted_comer()`,
  `create trigger comer_no_truncate before truncate on comer execute function refuse('who came stays counted')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
