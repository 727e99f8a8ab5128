import { type Kysely, sql } from 'kysely';

/*
 * Replies that somebody enters for others: how each came (a hand, a paper, the telephone), which paper corrects which,
 * hands that were seen together, and piles that two people counted. Beside the ballots, whose rows stay as they are.
 */
const statements = [
  // hands seen at one look, or a pile of papers two people counted; numbered in its round
  `create table ballot_batch (
    id text primary key,
    round_id text not null references round(id),
    no integer not null,
    kind text not null check (kind in ('hands','papers')),
    entered_by text not null references person(id),
    at integer not null,
    counted_by text references person(id),
    counted_with text references person(id),
    check ((kind = 'papers') = (counted_by is not null)),
    check ((counted_by is null) = (counted_with is null)),
    unique (round_id, no)
  ) strict`,
  `create table ballot_entry (
    ballot_id text primary key references ballot(id),
    how text not null check (how in ('hand','slip','telephone')),
    batch_id text references ballot_batch(id),
    corrects text references ballot(id),
    reason text not null default ''
  ) strict`,
  `create index ballot_entry_batch on ballot_entry (batch_id)`,
  // a wrong paper is corrected once; what is wrong with the correction is corrected there
  `create unique index ballot_entry_corrects on ballot_entry (corrects)`,
  `create trigger ballot_batch_while_open before insert on ballot_batch
   when not exists (select 1 from round where id = new.round_id and state = 'open')
   begin select raise(abort, 'the round takes no more replies'); end`,
  `create trigger ballot_entry_while_open before insert on ballot_entry
   when not exists (select 1 from ballot join round on round.id = ballot.round_id
     where ballot.id = new.ballot_id and round.state = 'open')
   begin select raise(abort, 'the round takes no more replies'); end`,
  // a paper gets its pile once, while the round is open; nothing else of an entry ever changes
  `create trigger ballot_entry_fixed before update on ballot_entry
   when old.batch_id is not null or new.ballot_id <> old.ballot_id or new.how <> old.how
     or new.corrects is not old.corrects or new.reason <> old.reason
     or not exists (select 1 from ballot join round on round.id = ballot.round_id
       where ballot.id = old.ballot_id and round.state = 'open')
   begin select raise(abort, 'ballot_entry is append-only'); end`,
  `create trigger ballot_entry_no_delete before delete on ballot_entry
   begin select raise(abort, 'ballot_entry is append-only'); end`,
  ...['update', 'delete'].map(
    (verb) => `create trigger ballot_batch_no_${verb} before ${verb} on ballot_batch
     begin select raise(abort, 'ballot_batch is append-only'); end`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
