import { sql, type Kysely } from 'kysely';

/* What 0060_agreed_minutes does to a data folder: circulations, corrections, readings, errata. */
const text = 'text collate "C"';
const words = 'place, quote, wording, why';

const never = (table: string, name: string, when: string, why: string, condition = '') =>
  `create trigger ${name} before ${when} on ${table} for each row ${condition && `when (${condition})`}
   execute function refuse('${why}')`;

const notEmptied = (table: string, why: string) =>
  `create trigger ${table}_no_truncate before truncate on ${table} execute function refuse('${why}')`;

const statements = [
  `create table minutes_circulation (
    minutes_id ${text} not null references minutes(id),
    no bigint not null,
    at bigint not null,
    circulated_by ${text} references person(id),
    due_on ${text} not null,
    text_hash ${text} not null,
    document ${text},
    primary key (minutes_id, no)
  )`,
  // what goes round today is its first text; who sent it round was not kept here
  `insert into minutes_circulation (minutes_id, no, at, due_on, text_hash, document)
   select id, 1, circulated_at, due_on, text_hash, document from minutes where state = 'circulated'`,
  `create table minutes_correction (
    id ${text} primary key,
    minutes_id ${text} not null references minutes(id),
    no bigint not null,
    circulation bigint not null,
    place ${text} not null,
    quote ${text} not null,
    wording ${text} not null,
    why ${text} not null,
    own_words bigint not null check (own_words in (0,1)),
    proposed_by ${text} not null references person(id),
    proposed_at bigint not null,
    state ${text} not null default 'open' check (state in ('open','taken','declined','withdrawn')),
    answer ${text} not null default '',
    answered_by ${text} references person(id),
    answered_at bigint,
    unique (minutes_id, no),
    check ((state = 'open') = (answered_at is null))
  )`,
  `create table minutes_reading (
    minutes_id ${text} not null references minutes(id),
    person_id ${text} not null references person(id),
    text_hash ${text} not null,
    at bigint not null,
    primary key (minutes_id, person_id, text_hash)
  )`,
  `create table minutes_erratum (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    minutes_id ${text} not null references minutes(id),
    no bigint not null,
    place ${text} not null,
    quote ${text} not null,
    wording ${text} not null,
    why ${text} not null,
    asked_by ${text} not null references person(id),
    asked_at bigint not null,
    state ${text} not null default 'open' check (state in ('open','declined','sealed')),
    answer ${text} not null default '',
    answered_by ${text} references person(id),
    answered_at bigint,
    chain_seq bigint,
    unique (minutes_id, no),
    check ((state = 'open') = (answered_at is null)),
    check ((state = 'sealed') = (chain_seq is not null))
  )`,
  `create index minutes_erratum_council on minutes_erratum (council_id, state)`,
  `create table erratum_signature (
    erratum_id ${text} not null references minutes_erratum(id),
    person_id ${text} not null references person(id),
    at bigint not null,
    primary key (erratum_id, person_id)
  )`,
  ...['minutes_reading', 'erratum_signature'].flatMap((table) => [
    ...['update', 'delete'].map((verb) =>
      never(table, `${table}_no_${verb}`, verb, `${table} is append-only`),
    ),
    notEmptied(table, `${table} is append-only`),
  ]),
  // the words of a text that went round go when it is sealed; that it went round stays
  never(
    'minutes_circulation',
    'minutes_circulation_final',
    'update of minutes_id, no, at, circulated_by, due_on, text_hash',
    'what went round is final',
  ),
  never('minutes_circulation', 'minutes_circulation_no_delete', 'delete', 'what went round is final'),
  notEmptied('minutes_circulation', 'what went round is final'),
  never(
    'minutes_correction',
    'minutes_correction_final',
    `update of id, minutes_id, no, circulation, ${words}, own_words, proposed_by, proposed_at`,
    'what was proposed is final',
  ),
  never(
    'minutes_correction',
    'minutes_correction_answered',
    'update',
    'an answer is given once',
    `old.state <> 'open'`,
  ),
  never('minutes_correction', 'minutes_correction_no_delete', 'delete', 'what was proposed is final'),
  notEmptied('minutes_correction', 'what was proposed is final'),
  never(
    'minutes_erratum',
    'minutes_erratum_final',
    `update of id, council_id, minutes_id, no, ${words}, asked_by, asked_at`,
    'what was asked is final',
  ),
  never(
    'minutes_erratum',
    'minutes_erratum_answered',
    'update',
    'an answer is given once',
    `old.state <> 'open'`,
  ),
  never('minutes_erratum', 'minutes_erratum_no_delete', 'delete', 'what was asked is final'),
  notEmptied('minutes_erratum', 'what was asked is final'),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
