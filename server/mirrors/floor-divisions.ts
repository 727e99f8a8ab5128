import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { FloorDivision } from '#lib/doc/floor.ts';
import { responsibilities } from '#lib/domain/roles/level.ts';
import type { Db } from '../db/open.ts';
import { byText, truth } from '../db/values.ts';

/* Who does what, as it was divided in a meeting, for the projector. Of closed items nothing enters the floor. */

const rank = ({ responsibility }: FloorDivision['tasks'][number]['parties'][number]) =>
  responsibilities.indexOf(responsibility);

/** Divisions of the decisions of a meeting's open items, in the order they were made. */
export async function floorDivisions(
  db: Db,
  meetingId: string,
  closedItems: ReadonlySet<string>,
): Promise<FloorDivision[]> {
  const rows = await db
    .selectFrom('role_division')
    .innerJoin('decision', 'decision.id', 'role_division.decision_id')
    .innerJoin('role_task', 'role_task.division_id', 'role_division.id')
    .innerJoin('role_assignment', 'role_assignment.task_id', 'role_task.id')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select([
      'decision.id as decisionId',
      'decision.item_id as itemId',
      'decision.fiscal_year',
      'decision.seq',
      'role_task.id as taskId',
      'role_task.title',
      'role_task.due_on as dueOn',
      'role_task.request_to_city',
      'organization.name',
      'role_assignment.responsibility',
      'role_assignment.state',
    ])
    .where('decision.meeting_id', '=', meetingId)
    // whoever was asked in its place stands there
    .where('role_assignment.replaced_by', 'is', null)
    .orderBy('role_division.created_at')
    .orderBy('role_division.id')
    .orderBy('role_task.position')
    .orderBy('organization.name', byText)
    .execute();
  const open = rows.filter(({ itemId }) => itemId === null || !closedItems.has(itemId));
  return groups(open, ({ decisionId }) => decisionId).map((division) => ({
    decisionId: division[0].decisionId,
    decisionNo: decisionNumber(division[0].fiscal_year, division[0].seq),
    tasks: groups(division, ({ taskId }) => taskId).map((task) => ({
      id: task[0].taskId,
      title: task[0].title,
      dueOn: task[0].dueOn,
      ...(truth(task[0].request_to_city) && { requestToCity: true as const }),
      parties: task
        .map(({ name, responsibility, state }) => ({ name, responsibility, state }))
        .sort((a, b) => rank(a) - rank(b)),
    })),
  }));
}

/** Rows that belong together, in the order in which their first ones stand. */
function groups<Row>(rows: readonly Row[], of: (row: Row) => string): [Row, ...Row[]][] {
  const found = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const group = found.get(of(row));
    if (group) group.push(row);
    else found.set(of(row), [row]);
  }
  return [...found.values()];
}
