import { dayOf } from '../../clock.ts';
import type { Db } from '../../db/open.ts';

/** An issue whose agreed work is overdue. */
export interface LateIssue {
  readonly issueId: string;
  /** The first day that was missed, 'YYYY-MM-DD'. */
  readonly since: string;
}

/**
 * Issues on which a task agreed on has passed its day and is not done. Public: takes no actor; of decisions that stand,
 * of meetings and items everybody may read.
 */
export async function lateIssues(db: Db, councilId: string, now: number): Promise<LateIssue[]> {
  const rows = await db
    .selectFrom('role_division')
    .innerJoin('decision', 'decision.id', 'role_division.decision_id')
    .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
    .innerJoin('agenda_item', 'agenda_item.id', 'decision.item_id')
    .innerJoin('role_task', 'role_task.division_id', 'role_division.id')
    .select((eb) => ['agenda_item.issue_id', eb.fn.min('role_task.due_on').as('since')])
    .where('role_division.council_id', '=', councilId)
    .where('decision.state', 'in', ['recorded', 'in_effect'])
    .where('meeting.visibility', '!=', 'closed')
    .where('agenda_item.visibility', '=', 'open')
    .where('agenda_item.issue_id', 'is not', null)
    .where('role_task.done_at', 'is', null)
    .where('role_task.due_on', '<', dayOf(now))
    .groupBy('agenda_item.issue_id')
    .execute();
  return rows.flatMap(({ issue_id: issueId, since }) => (issueId && since ? [{ issueId, since }] : []));
}
