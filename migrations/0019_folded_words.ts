import { sql, type Kysely } from 'kysely';

/*
 * Words are searched folded anew (tildes, dashes, forms of kanji): what the index holds is taken out, and the server
 * puts it in again as it starts, as it does for issues from before the index. Nothing that people wrote is touched.
 */
const statements = [
  `insert into issue_search(issue_search) values ('delete-all')`,
  `delete from issue_words`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
