import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { FloorDivision } from '#lib/doc/floor.ts';
import { responsibilities } from '#lib/domain/roles/level.ts';
import type { Db } from '../db/open.ts';
import { byText } from '../db/values.ts';

/* Who does what, as it was divided in a meeting, for the projector. Of closed items nothing enters the floor. */

const rank = ({ responsibility }: FloorDivision['tasks'][number]['parties'][number]) =>
  responsibilities.indexOf(responsibility);

/** Divisions of the decisions of a meeting's open items, in the order they were made. */
export async function floorDivisions(
  db: Db,
  meetingId: string,
  closedItems: ReadonlySet<string>,
): Promise<FloorDivision[]> {
  const divisions = await db
    .selectFrom('role_division')
    .innerJoin('decision', 'decision.id', 'role_division.decision_id')
    .select([
      'role_division.id',
      'role_division.decision_id',
      'decision.item_id',
      'decision.fiscal_year',
      'decision.seq',
    ])
    .where('decision.meeting_id', '=', meetingId)
    .orderBy('role_division.created_at')
    .orderBy('role_division.id')
    .execute();
  const open = divisions.filter(({ item_id }) => item_id === null || !closedItems.has(item_id));
  if (open.length === 0) return [];
  const rows = await db
    .selectFrom('role_task')
    .innerJoin('role_assignment', 'role_assignment.task_id', 'role_task.id')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select([
      'role_task.division_id',
      'role_task.id as taskId',
      'role_task.title',
      'role_task.due_on as dueOn',
      'organization.name',
      'role_assignment.responsibility',
      'role_assignment.state',
    ])
    .where(
      'role_task.division_id',
      'in',
      open.map(({ id }) => id),
    )
    .orderBy('role_task.position')
    .orderBy('organization.name', byText)
    .execute();
  return open.map(({ id, decision_id, fiscal_year, seq }) => {
    const own = rows.filter((row) => row.division_id === id);
    const taskIds = [...new Set(own.map(({ taskId }) => taskId))];
    return {
      decisionId: decision_id,
      decisionNo: decisionNumber(fiscal_year, seq),
      tasks: taskIds.flatMap((taskId) => {
        const parties = own.filter((row) => row.taskId === taskId);
        const [first] = parties;
        if (!first) return [];
        return {
          id: taskId,
          title: first.title,
          dueOn: first.dueOn,
          parties: parties
            .map(({ name, responsibility, state }) => ({ name, responsibility, state }))
            .sort((a, b) => rank(a) - rank(b)),
        };
      }),
    };
  });
}
