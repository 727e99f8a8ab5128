import { sql } from 'kysely';
import { indexWords, likenessGrams, type SearchTerms } from '#lib/domain/issues/search.ts';
import { engineOf } from './engine.ts';
import type { Db, Trx } from './open.ts';
import { findInPostgres, sharingInPostgres } from './postgres/issue-words.ts';

/*
 * The words by which issues are found: folded text in `issue_words`, and SQLite's trigram index over it. Always
 * written in the transaction that writes the issue. PostgreSQL keeps its own index by itself, and is asked in words of its
 * own (postgres/issue-words.ts); one suite asks both the same.
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
  if (engineOf(trx) === 'sqlite')
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
  if (before && engineOf(trx) === 'sqlite')
    await sql`insert into issue_search(issue_search, rowid, words) values ('delete', ${before.seq}, ${before.words})`.execute(
      trx,
    );
}

/**
 * The same where no issue at all is in the index. Asked at every start, before anybody is served: an issue that comes later
 * is indexed as it comes, so that an index which holds something holds what there was when it was made.
 */
export async function indexOnce(db: Db): Promise<number> {
  const first = await db.selectFrom('issue_words').select('seq').limit(1).executeTakeFirst();
  return first ? 0 : indexMissing(db);
}

/**
 * Issues from before the index or before it was emptied, the oldest first, as they came. It looks at all issues of all
 * councils, and is run once a day.
 */
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
/** Issues in other states stand among the latest, too: so many of them, as when everybody writes of one thing, hide nobody. */
const mostOthers = 1_000;

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
  if (engineOf(db) === 'postgres')
    return findInPostgres(db, councilId, terms, states, { limit, most: mostWeighed });
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

/**
 * For each of `texts`, issues of a council in one of `states` that share runs of words with it, most runs first; for
 * likeness to be reckoned. Runs are looked up in the index alone, and what shares any is then looked at once.
 */
export async function nearIssues(
  db: Db | Trx,
  councilId: string,
  texts: readonly { readonly title: string; readonly body: string }[],
  states: readonly string[],
  limit: number,
): Promise<string[][]> {
  const { first, last, others } = await extentOf(db, councilId, states);
  const depth = mostPerRun + Math.min(others, mostOthers);
  const inStates = sql.join(states.map((state) => sql`${state}`));
  const near: string[][] = [];
  for (const { title, body } of texts) {
    const grams = likenessGrams(title, body, 24);
    if (engineOf(db) === 'postgres') {
      near.push(await sharingInPostgres(db, councilId, grams, states, { limit, depth }));
      continue;
    }
    // of each run the latest only: a run that stands everywhere tells nothing, a rare one is found whole
    const runs = grams.map(
      (gram) =>
        sql`select no from (select s.rowid as no from issue_search s
          where s.words match ${phrase(gram)} and s.rowid >= ${first} and s.rowid <= ${last}
          order by s.rowid limit ${depth})`,
    );
    if (runs.length === 0 || first === null) {
      near.push([]);
      continue;
    }
    const { rows } = await sql<{ id: string }>`
      select i.id from (select no, count(*) as shared from (${sql.join(runs, sql` union all `)}) group by no) r
        cross join issue_words w on w.seq = r.no cross join issue i on i.id = w.issue_id
      where w.council_id = ${councilId} and i.state in (${inStates})
      order by r.shared desc, i.id limit ${limit}`.execute(db);
    near.push(rows.map(({ id }) => id));
  }
  return near;
}

/** Between which numbers a council's words lie, and how many of its issues are in none of `states`. */
async function extentOf(
  db: Db | Trx,
  councilId: string,
  states: readonly string[],
): Promise<{ first: number | null; last: number | null; others: number }> {
  const inStates = sql.join(states.map((state) => sql`${state}`));
  const { rows } = await sql<{ first: number | null; last: number | null; others: number }>`
    select (select min(seq) from issue_words where council_id = ${councilId}) as first,
      (select max(seq) from issue_words where council_id = ${councilId}) as last,
      (select count(*) from issue where council_id = ${councilId} and state not in (${inStates})) as others`.execute(
    db,
  );
  return rows[0] ?? { first: null, last: null, others: 0 };
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
