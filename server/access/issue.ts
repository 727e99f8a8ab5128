import type { Selectable } from 'kysely';
import { issueStates, stageOf, type IssueState } from '#lib/domain/issues/state.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { IssueRow } from '../db/schema.ts';
import { subjectOf, type Actor } from './subject.ts';

export type Issue = Selectable<IssueRow>;

/** States before and beside the board: only those who screen may know that such an issue exists. */
export const hiddenStates: readonly IssueState[] = issueStates.filter((state) => stageOf(state) === null);

export function isHidden(issue: Pick<Issue, 'state'>): boolean {
  return hiddenStates.includes(issue.state);
}

/** An issue for whoever asks: published ones for everybody, the others for those who screen; else `not-found`. */
export async function issueFor(
  db: Db | Trx,
  actor: Pick<Actor, 'personId'>,
  issueId: string,
): Promise<Issue | Refusal> {
  const issue = await db.selectFrom('issue').selectAll().where('id', '=', issueId).executeTakeFirst();
  if (!issue) return refuse('not-found');
  if (!isHidden(issue)) return issue;
  const subject = await subjectOf(db, actor, issue.council_id);
  return decide(subject, 'issue.readUnscreened') === true ? issue : refuse('not-found');
}

/** Whether this person reads what waits for screening in this council. */
export async function screensIn(db: Db, actor: Pick<Actor, 'personId'>, councilId: string): Promise<boolean> {
  return decide(await subjectOf(db, actor, councilId), 'issue.readUnscreened') === true;
}

/** Whether this person may put issues of this council on an agenda. */
export async function putsOnAgenda(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
): Promise<boolean> {
  return decide(await subjectOf(db, actor, councilId), 'issue.putOnAgenda') === true;
}
