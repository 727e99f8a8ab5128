import { sql, type Kysely } from 'kysely';

/*
 * What several processes on one database share beside the records: whose rights have moved, which processes there are, and
 * whose turn it is to do what is done once for all. None of it is anybody's record; with SQLite there is one process, which
 * knows all of it by itself. New tables: nothing becomes of older rows, and a program one version back goes on without them.
 */
const statements = [
  `create table rights_head (
    one integer primary key check (one = 1),
    no bigint not null check (no >= 0),
    house text not null
  )`,
  `insert into rights_head (one, no, house) values (1, 0, replace(gen_random_uuid()::text, '-', ''))`,
  // what is there at the moment of the call, not when the statement around it began; locked: so many rows were locked before
  `create function rights_behind(heard bigint, locked bigint) returns boolean language plpgsql volatile as $$
  begin
    return coalesce((select no > heard from rights_head), false);
  end $$`,
  // scopes, people: JSON lists; at: ms since 1970 UTC by the clock of the database
  `create table rights_move (
    no bigint primary key,
    scopes text not null,
    people text not null,
    at bigint not null
  )`,
  `create index rights_move_at on rights_move (at)`,
  `create table peer (
    id text collate "C" primary key,
    seen_at bigint not null
  ) with (fillfactor = 50)`,
  `create table job_turn (
    name text collate "C" primary key,
    holder text not null,
    at bigint not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
