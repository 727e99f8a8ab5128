import * as v from 'valibot';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { checkDivision } from '#lib/domain/roles/division.ts';
import { assignmentNamed, type NamedAssignment } from '../../access/decision.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { truth } from '../../db/values.ts';
import { command } from '../define.ts';
import { id, optionalProse } from '../fields.ts';

/**
 * Asks another party in the place of one that has declined, with the same responsibility (ROL20). The role that was
 * declined stays, with its reason, and says in whose place the new one is.
 */
export const askAnotherParty = command({
  name: 'ask-another-party',
  summary: 'Asks another party to take on a role in the place of one that has declined.',
  input: v.strictObject({ assignmentId: id, organizationId: id, note: optionalProse(500) }),
  action: 'role.ask',
  about: (db, input) => assignmentNamed(db, input.assignmentId),
  async handle(ctx, input, about) {
    const { trx, now } = ctx;
    const { assignment, task, decision, councilId } = about;
    if (task.done_at !== null || assignment.replaced_by !== null || assignment.state !== 'declined')
      return refuse('wrong-state', { params: { verb: 'ask_again' } });
    const wrong = await partyRefusal(trx, about, councilId, input.organizationId);
    if (wrong) return wrong;
    const assignmentId = newId();
    await trx
      .insertInto('role_assignment')
      .values({
        id: assignmentId,
        task_id: task.id,
        division_id: assignment.division_id,
        organization_id: input.organizationId,
        responsibility: assignment.responsibility,
        state: 'asked',
        asked_at: now,
        ask_note: input.note,
      })
      .execute();
    await trx
      .updateTable('role_assignment')
      .set({ replaced_by: assignmentId })
      .where('id', '=', assignment.id)
      .execute();
    await ctx.audit('role_assignment', assignmentId, {
      state: 'asked',
      insteadOf: assignment.id,
      division: assignment.division_id,
    });
    ctx.effects.meetingChanged(decision.meeting_id);
    return { assignmentId };
  },
});

/** Only a party of this council without a part in the task, and one that the rules of the canvas let do it (I9). */
async function partyRefusal(
  trx: Trx,
  { assignment, task, division }: NamedAssignment,
  councilId: string,
  organizationId: string,
): Promise<Refusal | null> {
  const field = 'organizationId';
  const parties = await trx
    .selectFrom('organization')
    .select(['id', 'party'])
    .where('council_id', '=', councilId)
    .execute();
  if (!parties.some((party) => party.id === organizationId)) return refuse('not-found', { field });
  const standing = await trx
    .selectFrom('role_assignment')
    .select(['id', 'organization_id', 'responsibility'])
    .where('task_id', '=', task.id)
    .execute();
  if (standing.some((entry) => entry.organization_id === organizationId))
    return refuse('bad-input', { field, params: { why: 'has-part' } });
  const others = standing.filter((entry) => entry.id !== assignment.id);
  const [fault] = checkDivision(
    [
      {
        title: task.title,
        scope: task.scope,
        level: task.level,
        requestToCity: truth(task.request_to_city),
        comparison: division.comparison,
        due: task.due_on ?? '',
        parties: Object.fromEntries([
          ...others.map((entry) => [entry.organization_id, entry.responsibility] as const),
          [organizationId, assignment.responsibility] as const,
        ]),
      },
    ],
    parties,
  );
  return fault ? { ...fault, field } : null;
}
