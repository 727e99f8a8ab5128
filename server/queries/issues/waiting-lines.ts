import { screensIn, type Issue } from '../../access/issue.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';

/** What waits for screening, as one line of a long list. */
export interface WaitingLine {
  readonly id: string;
  readonly title: string;
  /** Its first words. */
  readonly body: string;
  readonly via: Issue['submitted_via'];
  /** Where the sheet hangs through whose link it came; '' for the form itself. */
  readonly linkPlace: string;
  readonly submittedAt: number;
}

const firstWords = 120;

/** Those of `ids` that wait for screening, oldest first; empty for those who may not screen. */
export async function waitingLines(
  db: Db,
  actor: Actor,
  councilId: string,
  ids: readonly string[],
): Promise<WaitingLine[]> {
  if (ids.length === 0 || !(await screensIn(db, actor, councilId))) return [];
  const rows = await db
    .selectFrom('issue')
    .leftJoin('issue_link', 'issue_link.id', 'issue.link_id')
    .select(['issue.id', 'issue.title', 'issue.body', 'issue.submitted_via', 'issue.submitted_at'])
    .select('issue_link.place as link_place')
    .where('issue.id', 'in', [...ids])
    .where('issue.council_id', '=', councilId)
    .where('issue.state', 'in', ['submitted', 'screening'])
    .orderBy('issue.submitted_at')
    .orderBy('issue.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    body: row.body.slice(0, firstWords).toWellFormed(),
    via: row.submitted_via,
    linkPlace: row.link_place ?? '',
    submittedAt: row.submitted_at,
  }));
}
