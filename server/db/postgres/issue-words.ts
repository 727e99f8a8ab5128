import { sql } from 'kysely';
import type { SearchTerms } from '#lib/domain/issues/search.ts';
import type { Db, Trx } from '../open.ts';

/*
 * Finding issues in PostgreSQL: the runs of three signs that SQLite's trigram index keeps are cut by a function of ours
 * (0037_house) and lie in an index that knows each council's by themselves. What is found is then looked at sign by sign, so
 * that no language of the database, and none of its dictionaries, has a say in it.
 */

/** The runs of three signs of `term`, as the index holds them for a council. */
function runsOf(councilId: string, term: string): string[] {
  const signs = [...term];
  return signs.slice(2).map((sign, i) => councilId + signs[i]! + signs[i + 1]! + sign);
}

const holdsRuns = (runs: readonly string[]) =>
  sql`issue_runs(w.council_id, w.words) @> array[${sql.join(runs)}]::text[]`;

/** As `findIssues` of db/issue-words.ts; `most` of the latest that fit are weighed. */
export async function findInPostgres(
  db: Db | Trx,
  councilId: string,
  { long, short }: SearchTerms,
  states: readonly string[],
  { limit, most }: { readonly limit: number; readonly most: number },
): Promise<string[]> {
  const terms = [...long, ...short];
  const [first] = terms;
  if (first === undefined || states.length === 0) return [];
  const runs = long.flatMap((term) => runsOf(councilId, term));
  const holds = terms.map((term) => sql`and position(${term} in w.words) > 0`);
  // taken out first: in which order they are wanted must not lead away from the index
  const { rows } = await sql<{ id: string }>`
    with fits as materialized (
      select w.seq, w.issue_id, w.words from issue_words w
      where w.council_id = ${councilId} ${runs.length > 0 ? sql`and ${holdsRuns([...new Set(runs)])}` : sql``}
        ${sql.join(holds, sql` `)}
    )
    select id from (
      select i.id, least(position(${first} in f.words), 80) as place, i.moved_at as moved
      from fits f join issue i on i.id = f.issue_id
      where i.state in (${sql.join(states)}) order by f.seq limit ${most}
    ) weighed order by place, moved desc nulls last limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Ids of a council's issues in one of `states` that hold any of these runs, most of them first; of each run the latest
 * `depth` issues are looked at.
 */
export async function sharingInPostgres(
  db: Db | Trx,
  councilId: string,
  runs: readonly string[],
  states: readonly string[],
  { limit, depth }: { readonly limit: number; readonly depth: number },
): Promise<string[]> {
  if (runs.length === 0 || states.length === 0) return [];
  const keys = runs.flatMap((run) => runsOf(councilId, run));
  const { rows } = await sql<{ id: string }>`
    select i.id from (
      select latest.issue_id, count(*) as shared
      from unnest(array[${sql.join(keys)}]::text[]) as run
        cross join lateral (
          select held.issue_id from (
            select w.seq, w.issue_id from issue_words w
            where issue_runs(w.council_id, w.words) @> array[run] offset 0
          ) held order by held.seq limit ${depth}
        ) latest
      group by latest.issue_id
    ) r join issue i on i.id = r.issue_id
    where i.council_id = ${councilId} and i.state in (${sql.join(states)})
    order by r.shared desc, i.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
