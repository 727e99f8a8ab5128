import { type Kysely, sql } from 'kysely';

/*
 * What rounds need beside their rows: the meter of the moment they opened, amendments to a frozen text and which round
 * asked about which, proposals that were withdrawn, objections their own seat made concerns, and people at an open table.
 * Who comes gets a voter's place for one meeting (`seat` of kind comer), so that register, roll and replies stay as they
 * are; his name lies apart and can be erased. Tables that begin empty and a column with a constant default: quick on any
 * size; code one version back still runs. No `down`.
 */

const appendOnly = ['round_meter', 'round_amendment', 'proposal_withdrawal', 'objection_reclassed'];

const statements = [
  // the seats' quorum as it stood when the round opened, and how many comers were on the roll
  `create table round_meter (
    round_id text primary key references round(id),
    attended text not null,
    needed text,
    eligible text not null,
    comers integer not null
  ) strict`,
  // the whole text as it would read; version: the frozen text it was asked about as
  `create table amendment (
    id text primary key,
    proposal_id text not null references proposal(id),
    no integer not null,
    text text not null,
    text_hash text not null,
    against_version_id text not null references proposal_version(id),
    version_id text references proposal_version(id),
    label text not null,
    moved_by text not null references person(id),
    moved_at integer not null,
    state text not null check (state in ('waiting','asked','carried','lost','withdrawn')),
    unique (proposal_id, no)
  ) strict`,
  `create index amendment_against on amendment (against_version_id)`,
  `create index amendment_version on amendment (version_id)`,
  `create table round_amendment (
    round_id text primary key references round(id),
    amendment_id text not null references amendment(id)
  ) strict`,
  `create index round_amendment_of on round_amendment (amendment_id)`,
  `create table proposal_withdrawal (
    proposal_id text not null references proposal(id),
    at integer not null,
    reason text not null,
    withdrawn_by text not null references person(id),
    primary key (proposal_id, at)
  ) strict`,
  `create table objection_reclassed (
    objection_id text primary key references objection(id),
    at integer not null
  ) strict`,
  // a seat of the council, or a place at the open table of one meeting
  `alter table seat add column kind text not null default 'seat' check (kind in ('seat','comer'))`,
  // name and person can be erased; nothing else of somebody who came is kept
  `create table comer (
    seat_id text primary key references seat(id),
    meeting_id text not null references meeting(id),
    no integer not null,
    name text not null,
    person_id text references person(id),
    signed_at integer not null,
    signed_by text not null references person(id),
    erased_at integer,
    unique (meeting_id, no)
  ) strict`,
  `create index comer_person on comer (person_id, meeting_id) where person_id is not null`,
  ...appendOnly.flatMap((table) =>
    ['update', 'delete'].map(
      (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table}
       begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
  `create trigger round_meter_at_opening before insert on round_meter
   when exists (select 1 from ballot where round_id = new.round_id)
     or exists (select 1 from round where id = new.round_id and state <> 'open')
   begin select raise(abort, 'the meter of a round is that of its opening'); end`,
  `create trigger amendment_fixed
   before update of id, proposal_id, no, text, text_hash, against_version_id, label, moved_by, moved_at on amendment
   begin select raise(abort, 'what stands in amendment is final'); end`,
  `create trigger amendment_settled before update on amendment when old.state in ('carried','lost','withdrawn')
   begin select raise(abort, 'this amendment is settled'); end`,
  `create trigger amendment_no_delete before delete on amendment
   begin select raise(abort, 'what stands in amendment is final'); end`,
  // what may change of somebody who came is that he is forgotten
  `create trigger comer_fixed before update of seat_id, meeting_id, no, signed_at, signed_by on comer
   begin select raise(abort, 'who came stays counted'); end`,
  `create trigger comer_erased_only before update of name, person_id on comer
   when new.name <> '' or new.person_id is not null
   begin select raise(abort, 'a name is erased, not changed'); end`,
  `create trigger comer_no_delete before delete on comer
   when exists (select 1 from round_roll where seat_id = old.seat_id)
   begin select raise(abort, 'who came stays counted'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
