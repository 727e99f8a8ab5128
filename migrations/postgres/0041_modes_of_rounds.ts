import { sql, type Kysely } from 'kysely';

/* What 0041_modes_of_rounds does to a data folder: rounds of five fingers and of dots. */
const statements = [
  `alter table round drop constraint round_mode_check`,
  `alter table round add constraint round_mode_check check (mode in ('consent','majority','fist','dots'))`,
  `alter table round alter column mode set default 'consent'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
