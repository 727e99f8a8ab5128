import { boardStates } from '#lib/domain/issues/state.ts';
import { subjectOf, type Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';

/**
 * Ids of the published issues of a council that concern the person who asks: brought by himself, led by an
 * organisation of his, or with a part of it in what was decided on them. Empty for the street.
 */
export async function myIssues(db: Db, actor: Pick<Actor, 'personId'>, councilId: string): Promise<string[]> {
  const { personId, organizationIds } = await subjectOf(db, actor, councilId);
  if (personId === null) return [];
  const rows = await db
    .selectFrom('issue')
    .select('issue.id')
    .where('issue.council_id', '=', councilId)
    .where('issue.state', 'in', boardStates)
    .where((eb) =>
      eb.or([
        eb('issue.submitter_person_id', '=', personId),
        ...(organizationIds.length === 0
          ? []
          : [
              eb('issue.lead_organization_id', 'in', organizationIds),
              eb.exists(
                eb
                  .selectFrom('agenda_item')
                  .innerJoin('decision', 'decision.item_id', 'agenda_item.id')
                  .innerJoin('role_division', 'role_division.decision_id', 'decision.id')
                  .innerJoin('role_assignment', 'role_assignment.division_id', 'role_division.id')
                  .select('role_assignment.id')
                  .whereRef('agenda_item.issue_id', '=', 'issue.id')
                  .where('role_assignment.organization_id', 'in', organizationIds),
              ),
            ]),
      ]),
    )
    .execute();
  return rows.map((row) => row.id);
}
