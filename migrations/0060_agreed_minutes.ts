import { type Kysely, sql } from 'kysely';

/*
 * Minutes that are agreed: each text that went round until it is sealed, corrections with their answers, who has read
 * a text and asks for nothing, and errata behind sealed minutes. What somebody wrote stays as it was written; only
 * states and answers are filled in. Small tables that begin empty: quick on any size, and code one version back runs on it.
 */
const words = 'place, quote, wording, why';

const statements = [
  `create table minutes_circulation (
    minutes_id text not null references minutes(id),
    no integer not null,
    at integer not null,
    circulated_by text references person(id),
    due_on text not null,
    text_hash text not null,
    document text,
    primary key (minutes_id, no)
  ) strict`,
  // what goes round today is its first text; who sent it round was not kept here
  `insert into minutes_circulation (minutes_id, no, at, due_on, text_hash, document)
   select id, 1, circulated_at, due_on, text_hash, document from minutes where state = 'circulated'`,
  `create table minutes_correction (
    id text primary key,
    minutes_id text not null references minutes(id),
    no integer not null,
    circulation integer not null,
    place text not null,
    quote text not null,
    wording text not null,
    why text not null,
    own_words integer not null check (own_words in (0,1)),
    proposed_by text not null references person(id),
    proposed_at integer not null,
    state text not null default 'open' check (state in ('open','taken','declined','withdrawn')),
    answer text not null default '',
    answered_by text references person(id),
    answered_at integer,
    unique (minutes_id, no),
    check ((state = 'open') = (answered_at is null))
  ) strict`,
  `create table minutes_reading (
    minutes_id text not null references minutes(id),
    person_id text not null references person(id),
    text_hash text not null,
    at integer not null,
    primary key (minutes_id, person_id, text_hash)
  ) strict`,
  `create table minutes_erratum (
    id text primary key,
    council_id text not null references council(id),
    minutes_id text not null references minutes(id),
    no integer not null,
    place text not null,
    quote text not null,
    wording text not null,
    why text not null,
    asked_by text not null references person(id),
    asked_at integer not null,
    state text not null default 'open' check (state in ('open','declined','sealed')),
    answer text not null default '',
    answered_by text references person(id),
    answered_at integer,
    chain_seq integer,
    unique (minutes_id, no),
    check ((state = 'open') = (answered_at is null)),
    check ((state = 'sealed') = (chain_seq is not null))
  ) strict`,
  `create index minutes_erratum_council on minutes_erratum (council_id, state)`,
  `create table erratum_signature (
    erratum_id text not null references minutes_erratum(id),
    person_id text not null references person(id),
    at integer not null,
    primary key (erratum_id, person_id)
  ) strict`,
  ...['minutes_reading', 'erratum_signature'].flatMap((table) =>
    ['update', 'delete'].map(
      (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table}
       begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
  // the words of a text that went round go when it is sealed; that it went round stays
  `create trigger minutes_circulation_final before update of minutes_id, no, at, circulated_by, due_on, text_hash
   on minutes_circulation begin select raise(abort, 'what went round is final'); end`,
  `create trigger minutes_circulation_no_delete before delete on minutes_circulation
   begin select raise(abort, 'what went round is final'); end`,
  `create trigger minutes_correction_final before update of id, minutes_id, no, circulation, ${words}, own_words,
     proposed_by, proposed_at on minutes_correction
   begin select raise(abort, 'what was proposed is final'); end`,
  `create trigger minutes_correction_answered before update on minutes_correction when old.state <> 'open'
   begin select raise(abort, 'an answer is given once'); end`,
  `create trigger minutes_correction_no_delete before delete on minutes_correction
   begin select raise(abort, 'what was proposed is final'); end`,
  `create trigger minutes_erratum_final before update of id, council_id, minutes_id, no, ${words}, asked_by, asked_at
   on minutes_erratum begin select raise(abort, 'what was asked is final'); end`,
  `create trigger minutes_erratum_answered before update on minutes_erratum when old.state <> 'open'
   begin select raise(abort, 'an answer is given once'); end`,
  `create trigger minutes_erratum_no_delete before delete on minutes_erratum
   begin select raise(abort, 'what was asked is final'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
