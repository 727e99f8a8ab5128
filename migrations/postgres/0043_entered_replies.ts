import { sql, type Kysely } from 'kysely';

/*
 * What 0043_entered_replies does to a data folder: how replies came that somebody entered for others. Whether the round is
 * open is asked with a lock, so that its close waits, or is waited for.
 */
const text = 'text collate "C"';

const statements = [
  // hands seen at one look, or a pile of papers two people counted; numbered in its round
  `create table ballot_batch (
    id ${text} primary key,
    round_id ${text} not null references round(id),
    no bigint not null,
    kind ${text} not null check (kind in ('hands','papers')),
    entered_by ${text} not null references person(id),
    at bigint not null,
    counted_by ${text} references person(id),
    counted_with ${text} references person(id),
    check ((kind = 'papers') = (counted_by is not null)),
    check ((counted_by is null) = (counted_with is null)),
    unique (round_id, no)
  )`,
  `create table ballot_entry (
    ballot_id ${text} primary key references ballot(id),
    how ${text} not null check (how in ('hand','slip','telephone')),
    batch_id ${text} references ballot_batch(id),
    corrects ${text} references ballot(id),
    reason ${text} not null default ''
  )`,
  `create index ballot_entry_batch on ballot_entry (batch_id)`,
  // a wrong paper is corrected once; what is wrong with the correction is corrected there
  `create unique index ballot_entry_corrects on ballot_entry (corrects)`,
  `create trigger ballot_batch_while_open before insert on ballot_batch for each row execute function ask_open_round()`,
  `create trigger ballot_entry_while_open before insert on ballot_entry for each row
   execute function ask_open_round_of_ballot()`,
  // a paper gets its pile once, while the round is open; nothing else of an entry ever changes
  `create function ask_pile_of_entry() returns trigger language plpgsql as $$
   begin
     perform 1 from round join ballot on ballot.round_id = round.id
       where ballot.id = old.ballot_id and round.state = 'open' for share of round;
     perform refuse_unless(found and old.batch_id is null and new.ballot_id = old.ballot_id and new.how = old.how
       and new.corrects is not distinct from old.corrects and new.reason = old.reason, 'ballot_entry is append-only');
     return new;
   end $$`,
  `create trigger ballot_entry_fixed before update on ballot_entry for each row execute function ask_pile_of_entry()`,
  `create trigger ballot_entry_no_delete before delete on ballot_entry for each row
   execute function refuse('ballot_entry is append-only')`,
  ...['update', 'delete'].map(
    (verb) => `create trigger ballot_batch_no_${verb} before ${verb} on ballot_batch for each row
     execute function refuse('ballot_batch is append-only')`,
  ),
  ...['ballot_entry', 'ballot_batch'].map(
    (table) => `create trigger ${table}_no_truncate before truncate on ${table}
     execute function refuse('${table} is append-only')`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
