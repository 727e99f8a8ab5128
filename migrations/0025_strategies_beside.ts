import { type Kysely, sql } from 'kysely';

/*
 * Several strategies side by side, say the city's plan and the district's own: a new one may stand beside those in force
 * instead of replacing one. `current`: the one that is shown first; without any, the oldest. Where no strategy is in
 * force it is the preset, as before; once another stands beside it, the preset is a row of its own with the name ''.
 * An issue may answer a measure of each: the first stays in `measure`, the others are a JSON list of keys.
 */
const statements = [
  `alter table strategy add column current integer not null default 0 check (current in (0, 1))`,
  `update strategy set current = 1 where replaced_at is null`,
  `drop index strategy_one_in_force`,
  `create unique index strategy_one_current on strategy (council_id) where replaced_at is null and current = 1`,
  `create index strategy_in_force on strategy (council_id) where replaced_at is null`,
  `alter table issue add column more_measures text not null default '[]'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
