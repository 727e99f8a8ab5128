import { boardStates } from '#lib/domain/issues/state.ts';
import type { Db } from '../../db/open.ts';

/** The published issue behind a decision or a role division; null where there is none, or it is on no board. */
export async function linkedIssue(
  db: Db,
  councilId: string,
  issueId: string | null,
): Promise<{ readonly no: number; readonly title: string } | null> {
  if (issueId === null) return null;
  const issue = await db
    .selectFrom('issue')
    .select(['no', 'title'])
    .where('id', '=', issueId)
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .executeTakeFirst();
  return issue?.no == null ? null : { no: issue.no, title: issue.title };
}
