import { sql, type Kysely } from 'kysely';

/* What 0055_consultations does to a data folder: consultations, and criteria on proposals (CST1–CST12, CRI1–CRI4). */
const text = 'text collate "C"';

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
    id ${text} primary key,
    council_id ${text} not null references council(id),
    fiscal_year bigint not null,
    seq bigint not null,
    title ${text} not null,
    asked_by ${text} not null,
    asked_no ${text} not null default '',
    text ${text} not null,
    received_on ${text} not null,
    due_month ${text} not null,
    state ${text} not null check (state in ('received','deliberating','drafting','agreed','submitted','answered')),
    decision_id ${text} references decision(id),
    entered_by ${text} not null references person(id),
    entered_at bigint not null,
    unique (council_id, fiscal_year, seq)
  )`,
  `create index consultation_state on consultation (council_id, state)`,
  // a row that is put in looks whether others wait for it: by an index
  `create index consultation_decision on consultation (decision_id)`,
  `create trigger consultation_out before update of ${asked.join(', ')}, due_month, decision_id on consultation
   for each row when (old.state in ('submitted','answered'))
   execute function refuse('what was asked stays once the reply is out')`,
  `create trigger consultation_no_delete before delete on consultation for each row
   execute function refuse('a consultation is kept')`,
  `create trigger consultation_no_truncate before truncate on consultation
   execute function refuse('a consultation is kept')`,

  `create table consultation_step (
    consultation_id ${text} not null references consultation(id),
    position bigint not null,
    month ${text} not null,
    purpose ${text} not null,
    meeting_id ${text} references meeting(id),
    primary key (consultation_id, position)
  )`,
  `create index consultation_step_meeting on consultation_step (meeting_id)`,

  `create table consultation_item (
    item_id ${text} primary key not null,
    consultation_id ${text} not null references consultation(id),
    meeting_id ${text} not null references meeting(id),
    put_by ${text} not null references person(id),
    put_at bigint not null
  )`,
  `create index consultation_item_of on consultation_item (consultation_id, put_at)`,
  `create index consultation_item_meeting on consultation_item (meeting_id)`,

  `create table consultation_report (
    consultation_id ${text} primary key not null references consultation(id),
    decision_id ${text} not null references decision(id),
    document_no ${text} not null default '',
    text ${text} not null,
    text_hash ${text} not null,
    submitted_on ${text} not null,
    submitted_by ${text} not null references person(id),
    submitted_at bigint not null,
    chain_seq bigint not null
  )`,
  `create index consultation_report_decision on consultation_report (decision_id)`,

  `create table consultation_erratum (
    id ${text} primary key,
    consultation_id ${text} not null references consultation(id),
    no bigint not null,
    wrong ${text} not null,
    right_words ${text} not null,
    reason ${text} not null,
    added_by ${text} not null references person(id),
    added_at bigint not null,
    chain_seq bigint not null,
    unique (consultation_id, no)
  )`,

  `create table consultation_answer (
    consultation_id ${text} not null references consultation(id),
    no bigint not null,
    answered_by ${text} not null,
    answered_on ${text} not null,
    text ${text} not null,
    entered_by ${text} not null references person(id),
    entered_at bigint not null,
    primary key (consultation_id, no)
  )`,

  `create table consultation_event (
    id ${text} primary key,
    consultation_id ${text} not null references consultation(id),
    at bigint not null,
    person_id ${text} not null references person(id),
    act ${text} not null check (act in ('entered','changed','planned','begun','drafting','on_agenda','frozen','adopted',
      'submitted','erratum','answered')),
    detail ${text} not null default ''
  )`,
  `create index consultation_event_of on consultation_event (consultation_id, at)`,

  ...['consultation_report', 'consultation_erratum', 'consultation_answer', 'consultation_event'].flatMap(
    (table) => [
      ...['update', 'delete'].map(
        (verb) =>
          `create trigger ${table}_no_${verb} before ${verb} on ${table} for each row
         execute function refuse('what has gone out of a consultation is only added to')`,
      ),
      `create trigger ${table}_no_truncate before truncate on ${table}
     execute function refuse('what has gone out of a consultation is only added to')`,
    ],
  ),

  `create table criterion (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    text ${text} not null,
    added_by ${text} not null references person(id),
    added_at bigint not null,
    ended_at bigint
  )`,
  `create index criterion_council on criterion (council_id, added_at)`,
  `create trigger criterion_words before update of id, council_id, text, added_by, added_at on criterion
   for each row execute function refuse('the words of a criterion are fixed')`,
  `create trigger criterion_no_delete before delete on criterion for each row
   execute function refuse('the words of a criterion are fixed')`,
  `create trigger criterion_no_truncate before truncate on criterion
   execute function refuse('the words of a criterion are fixed')`,
  `create table criterion_answer (
    item_id ${text} not null references agenda_item(id),
    criterion_id ${text} not null references criterion(id),
    answer ${text} not null check (answer in ('yes','partly','no')),
    sentence ${text} not null default '',
    answered_by ${text} not null references person(id),
    answered_at bigint not null,
    primary key (item_id, criterion_id)
  )`,
  `create index criterion_answer_criterion on criterion_answer (criterion_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
