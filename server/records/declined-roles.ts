import { isOpenAgain } from '#lib/domain/roles/assignment.ts';
import type { Db, Trx } from '../db/open.ts';
import { truth } from '../db/values.ts';

/** A role that was declined, for which nobody else was asked yet (ROL19). */
export interface DeclinedRole {
  readonly assignmentId: string;
  readonly task: string;
  readonly organization: string;
  /** Of the decision: the page of roles on which it stands. */
  readonly fiscalYear: number;
  /** Of the item it was decided under, and of its meeting; null: it had none. */
  readonly itemVisibility: 'open' | 'closed' | null;
  readonly meetingVisibility: 'open' | 'partly' | 'closed';
}

/** What was decided behind closed doors is named on no open agenda. */
export function nameableRole(role: DeclinedRole): boolean {
  return role.meetingVisibility !== 'closed' && role.itemVisibility !== 'closed';
}

/** Roles of a council to be filled anew, the longest declined first. */
export async function declinedRoles(db: Db | Trx, councilId: string): Promise<DeclinedRole[]> {
  const rows = await db
    .selectFrom('role_division')
    .innerJoin('role_assignment', 'role_assignment.division_id', 'role_division.id')
    .innerJoin('role_task', 'role_task.id', 'role_assignment.task_id')
    .innerJoin('decision', 'decision.id', 'role_division.decision_id')
    .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
    .leftJoin('agenda_item', 'agenda_item.id', 'decision.item_id')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select([
      'role_assignment.id as assignmentId',
      'role_assignment.responsibility',
      'role_assignment.state',
      'role_task.title as task',
      'role_task.request_to_city',
      'organization.name as organization',
      'decision.fiscal_year as fiscalYear',
      'agenda_item.visibility as itemVisibility',
      'meeting.visibility as meetingVisibility',
    ])
    .where('role_division.council_id', '=', councilId)
    .where('role_assignment.state', '=', 'declined')
    .where('role_assignment.replaced_by', 'is', null)
    .where('role_task.done_at', 'is', null)
    .orderBy('role_assignment.answered_at')
    .orderBy('role_assignment.id')
    .execute();
  return rows
    .filter((row) => isOpenAgain({ requestToCity: truth(row.request_to_city) }, row))
    .map(({ responsibility: _, state: __, request_to_city: ___, ...role }) => role);
}
