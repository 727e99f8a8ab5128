import { type Kysely, sql } from 'kysely';

/*
 * Answers kept for people without account lay under their network address, beside what they had asked in private. They
 * are kept for retries of the same minute only, so what is there can go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`delete from idempotency where scope like 'street:%'`).execute(db);
}
