import { type Kysely, sql } from 'kysely';

/*
 * What a round opened with stays (I4): its rule, its roll, its text. The tables refuse a change by themselves, so that
 * neither a fault of the program nor a hand in the file can turn a count after the fact.
 */
const frozenColumns = [
  'id',
  'council_id',
  'meeting_id',
  'item_id',
  'proposal_id',
  'version_id',
  'no',
  'mode',
  'rule',
  'rule_version',
  'text_hash',
  'opened_at',
  'opened_by',
  'closes_at',
];

const statements = [
  `create trigger round_frozen before update of ${frozenColumns.join(', ')} on round
   begin select raise(abort, 'what a round opened with is frozen'); end`,
  // a count that was made is not unmade to take more replies
  `create trigger round_not_reopened before update of state on round
   when old.state <> 'open' and new.state = 'open'
   begin select raise(abort, 'a closed round is not opened again'); end`,
  `create trigger round_no_delete before delete on round
   begin select raise(abort, 'what a round opened with is frozen'); end`,
  // the words that are asked about are those that were frozen
  `create trigger round_of_frozen_text before insert on round
   when not exists (
     select 1 from proposal_version
     where id = new.version_id and proposal_id = new.proposal_id and text_hash = new.text_hash
   )
   begin select raise(abort, 'a round asks about a frozen text'); end`,
  `create trigger round_roll_no_update before update on round_roll
   begin select raise(abort, 'the roll of a round is frozen'); end`,
  `create trigger round_roll_no_delete before delete on round_roll
   begin select raise(abort, 'the roll of a round is frozen'); end`,
  // the roll is written with the opening: nobody is added once a reply is in or the round is over
  `create trigger round_roll_no_latecomer before insert on round_roll
   when exists (select 1 from ballot where round_id = new.round_id)
     or exists (select 1 from round where id = new.round_id and state <> 'open')
   begin select raise(abort, 'the roll of a round is frozen'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
