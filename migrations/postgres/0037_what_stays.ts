import { sql, type Kysely } from 'kysely';

/*
 * Rows that are final refuse a change by themselves: append-only tables, what a round opened with (I4), what was
 * declared, what stands in sealed minutes and what they rest on. Neither a fault of the program nor a plain statement
 * turns them; whoever drops these triggers first is found by `verify` (CHN17).
 *
 * Where a row asks how another one stands (is the round open, are the minutes sealed), it asks with a lock: whoever
 * changes that at the same time waits for this row, or this row waits and then sees what came of it (safety D.10).
 */

/** Refuses with the words it was given; the state of the error says that a rule of the tables was broken. */
const refusing = [
  `create function refuse() returns trigger language plpgsql as $$
   begin raise exception '%', tg_argv[0] using errcode = 'integrity_constraint_violation'; end $$`,
  `create function refuse_unless(holds boolean, why text) returns void language plpgsql as $$
   begin if holds is not true then raise exception '%', why using errcode = 'integrity_constraint_violation'; end if; end $$`,
];

const never = (table: string, name: string, when: string, why: string, condition = '') =>
  `create trigger ${name} before ${when} on ${table} for each row ${condition && `when (${condition})`}
   execute function refuse('${why}')`;

/** Emptying a table as a whole passes by its rows: refused where a single row may not go. */
const notEmptied = (table: string, why: string) =>
  `create trigger ${table}_no_truncate before truncate on ${table} execute function refuse('${why}')`;

/** Neither changed nor deleted. */
const stays = (table: string, why = `${table} is append-only`) => [
  ...['update', 'delete'].map((verb) => never(table, `${table}_no_${verb}`, verb, why)),
  notEmptied(table, why),
];

/** A question a new or changed row is asked; `body` refuses or goes on. */
const asked = (name: string, body: string) =>
  `create function ${name}() returns trigger language plpgsql as $$
   begin ${body} if tg_op = 'DELETE' then return old; end if; return new; end $$`;

const ask = (table: string, name: string, when: string, question: string) =>
  `create trigger ${name} before ${when} on ${table} for each row execute function ${question}()`;

const appendOnly = [
  'rule_set',
  'audit_event',
  'audit_origin',
  'audit_earlier',
  'ballot',
  'ballot_taken_back',
  'proposal_version',
  'agenda_revision',
  'minutes_signature',
  'chain_entry',
  'chain_records',
  'council_former_slug',
].flatMap((table) => stays(table));

const auditStart = [
  ...['insert', 'update', 'delete'].map((verb) =>
    never('audit_start', `audit_start_no_${verb}`, verb, 'audit_start is kept once'),
  ),
  notEmptied('audit_start', 'audit_start is kept once'),
];

/** What a round opened with, in its row. */
const opening = `id, council_id, meeting_id, item_id, proposal_id, version_id, no, mode, rule, rule_version, text_hash,
  opened_at, opened_by, closes_at`;

const rounds = [
  never('round', 'round_frozen', `update of ${opening}`, 'what a round opened with is frozen'),
  // a count that was made is not unmade to take more replies
  never(
    'round',
    'round_not_reopened',
    'update of state',
    'a closed round is not opened again',
    `old.state <> 'open' and new.state = 'open'`,
  ),
  never('round', 'round_no_delete', 'delete', 'what a round opened with is frozen'),
  notEmptied('round', 'what a round opened with is frozen'),
  // a declared count stands; before that only the chair's casting vote moves it
  never(
    'round',
    'round_counted',
    'update of input, outcome, chair_casts, closed_at, closed_by',
    'what a round was counted from is final',
    `old.state in ('declared', 'void')
     or (old.state = 'closed' and (new.closed_at is distinct from old.closed_at
       or new.closed_by is distinct from old.closed_by
       or new.chair_casts is null or old.chair_casts is not null))`,
  ),
  // the words that are asked about are those that were frozen
  asked(
    'ask_frozen_text',
    `perform refuse_unless(exists (select 1 from proposal_version
       where id = new.version_id and proposal_id = new.proposal_id and text_hash = new.text_hash),
       'a round asks about a frozen text');`,
  ),
  ask('round', 'round_of_frozen_text', 'insert', 'ask_frozen_text'),

  ...stays('round_roll', 'the roll of a round is frozen'),
  // the roll is written with the opening: nobody is added once a reply is in or the round is over
  asked(
    'ask_latecomer_of_round',
    `perform 1 from round where id = new.round_id for share;
     perform refuse_unless(not exists (select 1 from ballot where round_id = new.round_id)
       and not exists (select 1 from round where id = new.round_id and state <> 'open'),
       'the roll of a round is frozen');`,
  ),
  ask('round_roll', 'round_roll_no_latecomer', 'insert', 'ask_latecomer_of_round'),

  // a reply belongs to a round that takes replies, and is in before it closes or not at all
  asked(
    'ask_open_round',
    `perform 1 from round where id = new.round_id and state = 'open' for share;
     perform refuse_unless(found, 'the round takes no more replies');`,
  ),
  ask('ballot', 'ballot_of_open_round', 'insert', 'ask_open_round'),
  asked(
    'ask_open_round_of_ballot',
    `perform 1 from round join ballot on ballot.round_id = round.id
       where ballot.id = new.ballot_id and round.state = 'open' for share of round;
     perform refuse_unless(found, 'the round takes no more replies');`,
  ),
  ask('ballot_taken_back', 'ballot_taken_back_while_open', 'insert', 'ask_open_round_of_ballot'),
];

const rolls = [
  never(
    'meeting_roll',
    'meeting_roll_frozen',
    'update of meeting_id, seat_id, no, organization_id, organization, weight',
    'the roll of a meeting is frozen',
  ),
  never('meeting_roll', 'meeting_roll_no_delete', 'delete', 'the roll of a meeting is frozen'),
  notEmptied('meeting_roll', 'the roll of a meeting is frozen'),
  asked(
    'ask_meeting_closed',
    `perform 1 from meeting where id = new.meeting_id for share;
     perform refuse_unless(not exists (select 1 from meeting where id = new.meeting_id and closed_at is not null),
       'the roll of a meeting is frozen');`,
  ),
  ask('meeting_roll', 'meeting_roll_closed', 'update', 'ask_meeting_closed'),
  ask('meeting_roll', 'meeting_roll_no_latecomer', 'insert', 'ask_meeting_closed'),
  ...stays('meeting_act', 'what was announced stays'),
];

/** Columns that never change once a row is there, whatever becomes of the meeting. */
const fixed: Readonly<Record<string, string>> = {
  decision: `id, council_id, fiscal_year, seq, meeting_id, item_id, round_id, title, text, text_hash, outcome_code,
    declared_code, declared_reason, declared_by, declared_at, scope, review_on, minority`,
  // answers to an objection come later, its words do not change
  objection: 'id, round_id, ballot_id, seat_id, kind, reason, would_agree_if',
  role_division: `id, council_id, decision_id, title, level, from_on, to_on, cost, comparison, review_on, created_by,
    created_at`,
  role_task: 'id, division_id, position, title, detail, scope, level, due_on, frequency, request_to_city',
  role_assignment: 'id, task_id, division_id, organization_id, responsibility, asked_at',
};

const final = Object.entries(fixed).flatMap(([table, columns]) => [
  never(table, `${table}_final`, `update of ${columns}`, `what stands in ${table} is final`),
  never(table, `${table}_no_delete`, 'delete', `what stands in ${table} is final`),
  notEmptied(table, `what stands in ${table} is final`),
]);

const unless = (minutes: string, state: string, why: string) =>
  `perform 1 from minutes where ${minutes} for share;
   perform refuse_unless(not exists (select 1 from minutes where ${minutes} and ${state}), '${why}');`;
const sealedIf = (minutes: string) =>
  unless(minutes, `state not in ('drafting', 'circulated')`, 'the minutes of this meeting are sealed');

const sealed = [
  asked('ask_sealed_meeting_of_new', sealedIf('meeting_id = new.meeting_id')),
  asked('ask_sealed_meeting_of_old', sealedIf('meeting_id = old.meeting_id')),
  asked('ask_sealed_meeting', sealedIf('meeting_id = old.id')),
  asked(
    'ask_sealed_meeting_of_proposal',
    sealedIf('meeting_id = (select meeting_id from proposal where id = new.proposal_id)'),
  ),
  // rows that are final with the minutes of their meeting
  ...['attendance', 'proxy_grant', 'agenda_item', 'material', 'proposal'].flatMap((table) =>
    (['insert', 'update', 'delete'] as const).map((verb) =>
      ask(
        table,
        `${table}_sealed_no_${verb}`,
        verb,
        verb === 'insert' ? 'ask_sealed_meeting_of_new' : 'ask_sealed_meeting_of_old',
      ),
    ),
  ),
  ask(
    'meeting',
    'meeting_sealed',
    `update of id, council_id, fiscal_year, seq, kind, starts_at, ends_at, place, visibility, closed_reason, state,
     called_at, opened_at, closed_at, presiding_person_id`,
    'ask_sealed_meeting',
  ),
  ask('proposal_version', 'proposal_version_sealed', 'insert', 'ask_sealed_meeting_of_proposal'),
  ask('agenda_revision', 'agenda_revision_sealed', 'insert', 'ask_sealed_meeting_of_new'),
  asked(
    'ask_circulated',
    unless('id = new.minutes_id', `state <> 'circulated'`, 'only what is circulated is signed'),
  ),
  ask('minutes_signature', 'minutes_signature_sealed', 'insert', 'ask_circulated'),
];

/** Columns of minutes that are fixed by the seal. */
const underSeal = [
  'id',
  'council_id',
  'meeting_id',
  'drafted_at',
  'circulated_at',
  'due_on',
  'signatories',
  'document',
  'text_hash',
  'chain_seq',
  'sealed_at',
  'sealed_by',
];

const minutes = [
  // what was sent round is replaced as a whole, with a hash of its own, or sealed
  never(
    'minutes',
    'minutes_circulated',
    'update of document, text_hash, signatories',
    'what was circulated is fixed',
    `old.state = 'circulated' and new.state = 'circulated' and new.text_hash is not distinct from old.text_hash
     and (new.document is distinct from old.document or new.signatories is distinct from old.signatories)`,
  ),
  never(
    'minutes',
    'minutes_sealed',
    `update of state, ${underSeal.join(', ')}`,
    'these minutes are sealed',
    `old.state not in ('drafting', 'circulated') and (new.state in ('drafting', 'circulated')
     or ${underSeal.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')})`,
  ),
  never('minutes', 'minutes_no_delete', 'delete', 'what was circulated is fixed', `old.state <> 'drafting'`),
  notEmptied('minutes', 'what was circulated is fixed'),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...refusing,
    ...appendOnly,
    ...auditStart,
    ...rounds,
    ...rolls,
    ...final,
    ...sealed,
    ...minutes,
  ])
    await sql.raw(statement).execute(db);
}
