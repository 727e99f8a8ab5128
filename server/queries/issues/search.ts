import { searchTerms } from '#lib/domain/issues/search.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import { screensIn } from '../../access/issue.ts';
import type { Actor } from '../../access/subject.ts';
import { findIssues } from '../../db/issue-words.ts';
import type { Db } from '../../db/open.ts';
import { factsColumns, factsOf, type IssueFacts } from './issues.ts';

/* Issues found by their words. The private path is in no index. */

const most = 50;
/** States in which an issue waits for those who screen. */
export const waitingStates = ['submitted', 'screening'] as const;

/** Published issues that contain every word of `query`, the best first, at most 50. Public: takes no actor. */
export async function searchIssues(db: Db, councilId: string, query: string): Promise<IssueFacts[]> {
  const found = await findIssues(db, councilId, searchTerms(query), boardStates, most);
  if (found.length === 0) return [];
  const rows = await db
    .selectFrom('issue')
    .leftJoin('organization', 'organization.id', 'issue.lead_organization_id')
    .select(factsColumns)
    .select('organization.name as lead')
    .where('issue.id', 'in', found)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, factsOf(row)]));
  return found.flatMap((id) => byId.get(id) ?? []);
}

/** Ids of waiting issues that contain every word of `query`; empty for those who do not screen. */
export async function searchWaiting(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
  query: string,
): Promise<string[]> {
  if (!(await screensIn(db, actor, councilId))) return [];
  return findIssues(db, councilId, searchTerms(query), waitingStates, most);
}
