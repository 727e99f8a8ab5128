import { type Kysely, sql } from 'kysely';

/*
 * Consultations of a council (諮問 → 答申, CST1–CST12) and its criteria on proposals (CRI1–CRI4). What was submitted, the
 * errata, the answers and the history are only ever added; what was asked stays as it is once the reply is out. Tables
 * that begin empty; code one version back still runs on the house.
 */
const asked = [
  'id',
  'council_id',
  'fiscal_year',
  'seq',
  'title',
  'asked_by',
  'asked_no',
  'text',
  'received_on',
];

const statements = [
  `create table consultation (
    id text primary key,
    council_id text not null references council(id),
    fiscal_year integer not null,
    seq integer not null,
    title text not null,
    asked_by text not null,
    asked_no text not null default '',
    text text not null,
    received_on text not null,
    due_month text not null,
    state text not null check (state in ('received','deliberating','drafting','agreed','submitted','answered')),
    decision_id text references decision(id),
    entered_by text not null references person(id),
    entered_at integer not null,
    unique (council_id, fiscal_year, seq)
  ) strict`,
  `create index consultation_state on consultation (council_id, state)`,
  // a row that is put in looks whether others wait for it: by an index
  `create index consultation_decision on consultation (decision_id)`,
  `create trigger consultation_out before update of ${asked.join(', ')}, due_month, decision_id on consultation
   when old.state in ('submitted','answered')
   begin select raise(abort, 'what was asked stays once the reply is out'); end`,
  `create trigger consultation_no_delete before delete on consultation
   begin select raise(abort, 'a consultation is kept'); end`,

  `create table consultation_step (
    consultation_id text not null references consultation(id),
    position integer not null,
    month text not null,
    purpose text not null,
    meeting_id text references meeting(id),
    primary key (consultation_id, position)
  ) strict`,
  `create index consultation_step_meeting on consultation_step (meeting_id)`,

  `create table consultation_item (
    item_id text primary key not null,
    consultation_id text not null references consultation(id),
    meeting_id text not null references meeting(id),
    put_by text not null references person(id),
    put_at integer not null
  ) strict`,
  `create index consultation_item_of on consultation_item (consultation_id, put_at)`,
  `create index consultation_item_meeting on consultation_item (meeting_id)`,

  `create table consultation_report (
    consultation_id text primary key not null references consultation(id),
    decision_id text not null references decision(id),
    document_no text not null default '',
    text text not null,
    text_hash text not null,
    submitted_on text not null,
    submitted_by text not null references person(id),
    submitted_at integer not null,
    chain_seq integer not null
  ) strict`,
  `create index consultation_report_decision on consultation_report (decision_id)`,

  `create table consultation_erratum (
    id text primary key,
    consultation_id text not null references consultation(id),
    no integer not null,
    wrong text not null,
    right_words text not null,
    reason text not null,
    added_by text not null references person(id),
    added_at integer not null,
    chain_seq integer not null,
    unique (consultation_id, no)
  ) strict`,

  `create table consultation_answer (
    consultation_id text not null references consultation(id),
    no integer not null,
    answered_by text not null,
    answered_on text not null,
    text text not null,
    entered_by text not null references person(id),
    entered_at integer not null,
    primary key (consultation_id, no)
  ) strict`,

  `create table consultation_event (
    id text primary key,
    consultation_id text not null references consultation(id),
    at integer not null,
    person_id text not null references person(id),
    act text not null check (act in ('entered','changed','planned','begun','drafting','on_agenda','frozen','adopted',
      'submitted','erratum','answered')),
    detail text not null default ''
  ) strict`,
  `create index consultation_event_of on consultation_event (consultation_id, at)`,

  ...['consultation_report', 'consultation_erratum', 'consultation_answer', 'consultation_event'].flatMap(
    (table) =>
      ['update', 'delete'].map(
        (verb) =>
          `create trigger ${table}_no_${verb} before ${verb} on ${table}
           begin select raise(abort, 'what has gone out of a consultation is only added to'); end`,
      ),
  ),

  `create table criterion (
    id text primary key,
    council_id text not null references council(id),
    text text not null,
    added_by text not null references person(id),
    added_at integer not null,
    ended_at integer
  ) strict`,
  `create index criterion_council on criterion (council_id, added_at)`,
  `create trigger criterion_words before update of id, council_id, text, added_by, added_at on criterion
   begin select raise(abort, 'the words of a criterion are fixed'); end`,
  `create trigger criterion_no_delete before delete on criterion
   begin select raise(abort, 'the words of a criterion are fixed'); end`,
  `create table criterion_answer (
    item_id text not null references agenda_item(id),
    criterion_id text not null references criterion(id),
    answer text not null check (answer in ('yes','partly','no')),
    sentence text not null default '',
    answered_by text not null references person(id),
    answered_at integer not null,
    primary key (item_id, criterion_id)
  ) strict`,
  `create index criterion_answer_criterion on criterion_answer (criterion_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
