import { type Kysely, sql } from 'kysely';

/*
 * Rows that are final refuse a change by themselves: what was declared, what was divided, what stands in sealed
 * minutes and what they rest on. Neither a fault of the program nor a plain statement in the file turns them;
 * whoever drops these triggers first is found by `verify` (CHN17). A table that begins empty, two small indexes, and triggers: quick on any size. Code one
 * version back still runs on it. No `down`.
 */

/** Columns that never change once a row is there, whatever becomes of the meeting. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  decision: [
    'id',
    'council_id',
    'fiscal_year',
    'seq',
    'meeting_id',
    'item_id',
    'round_id',
    'title',
    'text',
    'text_hash',
    'outcome_code',
    'declared_code',
    'declared_reason',
    'declared_by',
    'declared_at',
    'scope',
    'review_on',
    'minority',
  ],
  // answers to an objection come later, its words do not change
  objection: ['id', 'round_id', 'ballot_id', 'seat_id', 'kind', 'reason', 'would_agree_if'],
  role_division: [
    'id',
    'council_id',
    'decision_id',
    'title',
    'level',
    'from_on',
    'to_on',
    'cost',
    'comparison',
    'review_on',
    'created_by',
    'created_at',
  ],
  role_task: [
    'id',
    'division_id',
    'position',
    'title',
    'detail',
    'scope',
    'level',
    'due_on',
    'frequency',
    'request_to_city',
  ],
  role_assignment: ['id', 'task_id', 'division_id', 'organization_id', 'responsibility', 'asked_at'],
};

/** Tables whose rows are final with the minutes of their meeting. */
const ofSealedMeeting = ['attendance', 'proxy_grant', 'agenda_item', 'material', 'proposal'];

/** Verbs and the row whose meeting is asked about. */
const verbs = [
  ['insert', 'new'],
  ['update', 'old'],
  ['delete', 'old'],
] as const;

const isSealed = (meeting: string) =>
  `exists (select 1 from minutes where meeting_id = ${meeting} and state not in ('drafting', 'circulated'))`;

const statements = [
  // beside the chain: what its entries of minutes rest on, noun by noun, and the salt under which it is sealed
  `create table chain_records (
    council_id text not null,
    seq integer not null,
    digests text not null,
    salt text not null,
    primary key (council_id, seq),
    foreign key (council_id, seq) references chain_entry(council_id, seq)
  ) strict`,
  ...['update', 'delete'].map(
    (verb) => `create trigger chain_records_no_${verb} before ${verb} on chain_records
     begin select raise(abort, 'chain_records is append-only'); end`,
  ),
  ...Object.entries(fixed).flatMap(([table, columns]) => [
    `create trigger ${table}_final before update of ${columns.join(', ')} on ${table}
     begin select raise(abort, 'what stands in ${table} is final'); end`,
    `create trigger ${table}_no_delete before delete on ${table}
     begin select raise(abort, 'what stands in ${table} is final'); end`,
  ]),
  ...ofSealedMeeting.flatMap((table) =>
    verbs.map(
      ([verb, row]) => `create trigger ${table}_sealed_no_${verb} before ${verb} on ${table}
       when ${isSealed(`${row}.meeting_id`)}
       begin select raise(abort, 'the minutes of this meeting are sealed'); end`,
    ),
  ),
  `create trigger meeting_sealed before update of id, council_id, fiscal_year, seq, kind, starts_at, ends_at, place,
     visibility, closed_reason, state, called_at, opened_at, closed_at, presiding_person_id on meeting
   when ${isSealed('old.id')}
   begin select raise(abort, 'the minutes of this meeting are sealed'); end`,
  `create trigger proposal_version_sealed before insert on proposal_version
   when exists (select 1 from proposal where id = new.proposal_id and ${isSealed('proposal.meeting_id')})
   begin select raise(abort, 'the minutes of this meeting are sealed'); end`,
  `create trigger agenda_revision_sealed before insert on agenda_revision
   when ${isSealed('new.meeting_id')}
   begin select raise(abort, 'the minutes of this meeting are sealed'); end`,
  `create trigger minutes_signature_sealed before insert on minutes_signature
   when exists (select 1 from minutes where id = new.minutes_id and state <> 'circulated')
   begin select raise(abort, 'only what is circulated is signed'); end`,

  // an insert that has a trigger also looks whether rows below wait for it: by an index, not through the whole table
  `create index round_version on round (version_id)`,
  `create index objection_ballot on objection (ballot_id)`,

  // a reply belongs to a round that takes replies
  `create trigger ballot_of_open_round before insert on ballot
   when not exists (select 1 from round where id = new.round_id and state = 'open')
   begin select raise(abort, 'the round takes no more replies'); end`,
  // a declared count stands; before that only the chair's casting vote moves it
  `create trigger round_counted before update of input, outcome, chair_casts, closed_at, closed_by on round
   when old.state in ('declared', 'void')
     or (old.state = 'closed' and (new.closed_at is not old.closed_at or new.closed_by is not old.closed_by
       or new.chair_casts is null or old.chair_casts is not null))
   begin select raise(abort, 'what a round was counted from is final'); end`,

  // what was sent round is replaced as a whole, with a hash of its own, or sealed
  `create trigger minutes_circulated before update of document, text_hash, signatories on minutes
   when old.state = 'circulated' and new.state = 'circulated' and new.text_hash is old.text_hash
     and (new.document is not old.document or new.signatories is not old.signatories)
   begin select raise(abort, 'what was circulated is fixed'); end`,
  `create trigger minutes_sealed before update of id, council_id, meeting_id, state, drafted_at, circulated_at, due_on,
     signatories, document, text_hash, chain_seq, sealed_at, sealed_by on minutes
   when old.state not in ('drafting', 'circulated') and (new.state in ('drafting', 'circulated')
     or new.id is not old.id or new.council_id is not old.council_id or new.meeting_id is not old.meeting_id
     or new.drafted_at is not old.drafted_at or new.circulated_at is not old.circulated_at
     or new.due_on is not old.due_on or new.signatories is not old.signatories or new.document is not old.document
     or new.text_hash is not old.text_hash or new.chain_seq is not old.chain_seq
     or new.sealed_at is not old.sealed_at or new.sealed_by is not old.sealed_by)
   begin select raise(abort, 'these minutes are sealed'); end`,
  `create trigger minutes_no_delete before delete on minutes when old.state <> 'drafting'
   begin select raise(abort, 'what was circulated is fixed'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
