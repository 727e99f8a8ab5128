import { sql } from 'kysely';
import { indexWords, likenessGrams, type SearchTerms } from '#lib/domain/issues/search.ts';
import type { Db, Trx } from './open.ts';

/*
 * The words by which issues are found: folded text in `issue_words`, and SQLite's trigram index over it. Always
 * written in the transaction that writes the issue. What another database does differently is in this file alone.
 */

/** So many numbers of `issue_words` belong to one council: the trigram index is read within them only. */
const runOfCouncil = 2 ** 32;

export interface IndexedIssue {
  readonly id: string;
  readonly council_id: string;
  readonly title: string;
  readonly body: string;
  readonly place: string;
}

/** Brings the index up to the issue's words. */
export async function indexIssue(trx: Trx, issue: IndexedIssue): Promise<void> {
  const words = indexWords(issue);
  await forgetIssue(trx, issue.id);
  const { seq } = await trx
    .insertInto('issue_words')
    .values({
      seq: await nextNumber(trx, issue.council_id),
      issue_id: issue.id,
      council_id: issue.council_id,
      words,
    })
    .returning('seq')
    .executeTakeFirstOrThrow();
  await sql`insert into issue_search(rowid, words) values (${seq}, ${words})`.execute(trx);
}

/**
 * The number below the council's lowest, so that the latest comes first; a council's first one ends a new run. The
 * trigram index finds a place to begin at only on its way up.
 */
async function nextNumber(trx: Trx, councilId: string): Promise<number> {
  const lowest = await trx
    .selectFrom('issue_words')
    .select('seq')
    .where('council_id', '=', councilId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  if (lowest) return lowest.seq - 1;
  const { max } = await trx
    .selectFrom('issue_words')
    .select((eb) => eb.fn.max('seq').as('max'))
    .executeTakeFirstOrThrow();
  return (Math.floor((max ?? 0) / runOfCouncil) + 2) * runOfCouncil - 1;
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

/** Issues from before the index or before it was emptied, the oldest first, as they came. Run at start. */
export async function indexMissing(db: Db): Promise<number> {
  const missing = await db
    .selectFrom('issue')
    .leftJoin('issue_words', 'issue_words.issue_id', 'issue.id')
    .select(['issue.id', 'issue.council_id', 'issue.title', 'issue.body', 'issue.place'])
    .where('issue_words.seq', 'is', null)
    .where('issue.state', '!=', 'redirected_private')
    .where('issue.hidden_at', 'is', null)
    .orderBy('issue.moved_at')
    .execute();
  if (missing.length > 0)
    await db.transaction().execute(async (trx) => {
      for (const issue of missing) await indexIssue(trx, issue);
    });
  return missing.length;
}

/** So many of the latest that fit are weighed; words that stand everywhere cost no more than rare ones. */
const mostWeighed = 200;
const mostPerRun = 60;

/**
 * Ids of a council's issues that contain every term and stand in one of `states`: first those that say it early (the
 * title comes first), then the latest.
 */
export async function findIssues(
  db: Db | Trx,
  councilId: string,
  terms: SearchTerms,
  states: readonly string[],
  limit: number,
): Promise<string[]> {
  const [first] = [...terms.long, ...terms.short];
  if (first === undefined) return [];
  const inStates = sql.join(states.map((state) => sql`${state}`));
  // one or two signs are too few for the trigrams: looked for in the words themselves
  const shorts = terms.short.map((term) => sql`and instr(w.words, ${term}) > 0`);
  const from =
    terms.long.length === 0
      ? sql`issue_words w cross join issue i on i.id = w.issue_id where true`
      : sql`issue_search s cross join issue_words w on w.seq = s.rowid cross join issue i on i.id = w.issue_id
            where s.words match ${terms.long.map(phrase).join(' AND ')} and ${inRun(councilId)}`;
  const latest = terms.long.length === 0 ? sql`w.seq` : sql`s.rowid`;
  const { rows } = await sql<{ id: string }>`
    select id from (
      select i.id as id, min(instr(w.words, ${first}), 80) as place, i.moved_at as moved
      from ${from} and w.council_id = ${councilId} ${sql.join(shorts, sql` `)} and i.state in (${inStates})
      order by ${latest} limit ${mostWeighed}
    ) order by place, moved desc limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Issues of a council that share runs of words with a text, most runs first; for likeness to be reckoned. */
export async function nearIssues(
  db: Db | Trx,
  councilId: string,
  text: { readonly title: string; readonly body: string },
  states: readonly string[],
  limit: number,
): Promise<string[]> {
  const grams = likenessGrams(text.title, text.body, 24);
  if (grams.length === 0) return [];
  const inStates = sql.join(states.map((state) => sql`${state}`));
  // of each run the latest only: a run that stands everywhere tells nothing, a rare one is found whole
  const runs = grams.map(
    (gram) =>
      sql`select id from (select i.id as id
        from issue_search s cross join issue_words w on w.seq = s.rowid cross join issue i on i.id = w.issue_id
        where s.words match ${phrase(gram)} and ${inRun(councilId)} and w.council_id = ${councilId} and i.state in (${inStates})
        order by s.rowid limit ${mostPerRun})`,
  );
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(runs, sql` union all `)}) group by id order by count(*) desc, id limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Keeps the trigram index to the numbers of one council's words. */
function inRun(councilId: string) {
  return sql`s.rowid >= (select min(seq) from issue_words where council_id = ${councilId})
    and s.rowid <= (select max(seq) from issue_words where council_id = ${councilId})`;
}

/** A phrase of the query language; quotation marks inside are doubled, nothing else has a meaning. */
function phrase(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
