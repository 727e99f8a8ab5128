import { type Kysely, sql } from 'kysely';

/*
 * Whoever types replies for others taps the wrong row one day. Replies are never changed or deleted, so that a typed
 * one is taken back by a row of its own, while the round is open; what stands is a view, which is what counts.
 */
const statements = [
  `create table ballot_taken_back (
    ballot_id text primary key references ballot(id),
    taken_back_by text not null references person(id),
    at integer not null
  ) strict`,
  `create trigger ballot_taken_back_while_open before insert on ballot_taken_back
   when not exists (select 1 from ballot join round on round.id = ballot.round_id
     where ballot.id = new.ballot_id and round.state = 'open')
   begin select raise(abort, 'the round takes no more replies'); end`,
  ...['update', 'delete'].map(
    (verb) =>
      `create trigger ballot_taken_back_no_${verb} before ${verb} on ballot_taken_back
       begin select raise(abort, 'ballot_taken_back is append-only'); end`,
  ),
  `create view standing_ballot as select * from ballot
   where not exists (select 1 from ballot_taken_back where ballot_taken_back.ballot_id = ballot.id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
