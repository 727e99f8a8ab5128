import { sql } from 'kysely';
import { foldWords, likenessGrams, type SearchTerms } from '#lib/domain/issues/search.ts';
import type { Db, Trx } from './open.ts';

/*
 * The words by which issues are found: folded text in `issue_words`, and SQLite's trigram index over it. Always
 * written in the transaction that writes the issue. What another database does differently is in this file alone.
 */

export interface IndexedIssue {
  readonly id: string;
  readonly council_id: string;
  readonly title: string;
  readonly body: string;
  readonly place: string;
}

/** Brings the index up to the issue's words. */
export async function indexIssue(trx: Trx, issue: IndexedIssue): Promise<void> {
  const words = foldWords([issue.title, issue.place, issue.body].join('\n'));
  await forgetIssue(trx, issue.id);
  const { seq } = await trx
    .insertInto('issue_words')
    .values({ issue_id: issue.id, council_id: issue.council_id, words })
    .returning('seq')
    .executeTakeFirstOrThrow();
  await sql`insert into issue_search(rowid, words) values (${seq}, ${words})`.execute(trx);
}

/** Takes an issue's words out of the index; nothing of them stays. */
export async function forgetIssue(trx: Trx, issueId: string): Promise<void> {
  const before = await trx
    .deleteFrom('issue_words')
    .where('issue_id', '=', issueId)
    .returning(['seq', 'words'])
    .executeTakeFirst();
  if (before)
    await sql`insert into issue_search(issue_search, rowid, words) values ('delete', ${before.seq}, ${before.words})`.execute(
      trx,
    );
}

/** Issues from before the index, or written by a version without it. Run at start. */
export async function indexMissing(db: Db): Promise<number> {
  const missing = await db
    .selectFrom('issue')
    .leftJoin('issue_words', 'issue_words.issue_id', 'issue.id')
    .select(['issue.id', 'issue.council_id', 'issue.title', 'issue.body', 'issue.place'])
    .where('issue_words.seq', 'is', null)
    .where('issue.state', '!=', 'redirected_private')
    .execute();
  if (missing.length > 0)
    await db.transaction().execute(async (trx) => {
      for (const issue of missing) await indexIssue(trx, issue);
    });
  return missing.length;
}

export interface FoundIssue {
  readonly id: string;
  /** Lower is better. */
  readonly rank: number;
}

/** Issues of a council that contain every term and stand in one of `states`, the best first. */
export async function findIssues(
  db: Db | Trx,
  councilId: string,
  terms: SearchTerms,
  states: readonly string[],
  limit: number,
): Promise<FoundIssue[]> {
  if (terms.long.length + terms.short.length === 0) return [];
  const inStates = sql.join(states.map((state) => sql`${state}`));
  // two signs are too few for the trigrams: looked for in the text, after the index has narrowed it down
  const shorts = terms.short.map((term) => sql`and instr(w.words, ${term}) > 0`);
  if (terms.long.length === 0) {
    const { rows } = await sql<FoundIssue>`
      select i.id as id, min(instr(w.words, ${terms.short[0]!}), 200) as rank
      from issue_words w join issue i on i.id = w.issue_id
      where w.council_id = ${councilId} ${sql.join(shorts, sql` `)} and i.state in (${inStates})
      order by rank, i.moved_at desc limit ${limit}`.execute(db);
    return rows;
  }
  const { rows } = await sql<FoundIssue>`
    select i.id as id, s.rank as rank
    from issue_search s join issue_words w on w.seq = s.rowid join issue i on i.id = w.issue_id
    where s.words match ${terms.long.map(phrase).join(' AND ')}
      and w.council_id = ${councilId} ${sql.join(shorts, sql` `)} and i.state in (${inStates})
    order by s.rank limit ${limit}`.execute(db);
  return rows;
}

/** Issues of a council that share runs of words with a text, the nearest first; for likeness to be reckoned. */
export async function nearIssues(
  db: Db | Trx,
  councilId: string,
  text: { readonly title: string; readonly body: string },
  states: readonly string[],
  limit: number,
): Promise<string[]> {
  const grams = likenessGrams(text.title, text.body);
  if (grams.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select i.id as id
    from issue_search s join issue_words w on w.seq = s.rowid join issue i on i.id = w.issue_id
    where s.words match ${grams.map(phrase).join(' OR ')}
      and w.council_id = ${councilId} and i.state in (${sql.join(states.map((state) => sql`${state}`))})
    order by s.rank limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** A phrase of the query language; quotation marks inside are doubled, nothing else has a meaning. */
function phrase(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
