import { sql, type Kysely } from 'kysely';

/*
 * Acts are chained council by council, those of no council in a chain of their own, so that an act of one council
 * does not wait for the log of another. `no` numbers a chain from 1. Entries from before stay as they are, one chain of
 * all councils, without `no`; its end is kept as the start of each new chain. Quick on any size: an added column and
 * two indexes that begin empty. Code one version back still runs on it. No `down`.
 */
const statements = [
  `alter table audit_event add column no integer check (no >= 1)`,
  `create unique index audit_tail on audit_event (council_id, no) where no is not null`,
  // nulls are all different to an index
  `create unique index audit_tail_of_none on audit_event (no) where council_id is null and no is not null`,

  // at most one row; none in a new folder
  `create table audit_start (
    seq integer primary key,
    hash text not null
  ) strict`,
  `insert into audit_start (seq, hash) select seq, hash from audit_event order by seq desc limit 1`,
  ...['insert', 'update', 'delete'].map(
    (verb) =>
      `create trigger audit_start_no_${verb} before ${verb} on audit_start begin select raise(abort, 'audit_start is kept once'); end`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
