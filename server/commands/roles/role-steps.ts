import { nextDecisionState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import {
  isActiveDivision,
  nextAssignmentState,
  stateNow,
  type AssignmentState,
  type AssignmentVerb,
} from '#lib/domain/roles/assignment.ts';
import { divisionTasks, type DecisionRecord } from '../../access/decision.ts';
import type { RoleAssignmentRow } from '../../db/schema.ts';
import { personOf, type CommandContext } from '../define.ts';

type StoredState = RoleAssignmentRow['state'];

/** What a row keeps of a state: `active` is an acceptance in an active division (ROL13). */
function stored(state: AssignmentState): StoredState {
  if (state === 'active') return 'accepted';
  if (state === 'handed_over' || state === 'lapsed')
    throw new Error(`no act leads to an assignment that is ${state}`);
  return state;
}

export interface Answered {
  readonly state: StoredState;
  /** The division is active with this answer (I10). */
  readonly active: boolean;
}

/**
 * A party's answer to a role (ROL10): row, audit, and the decision that comes into effect once its division is
 * active. Refuses `already-answered` for the same answer twice, `wrong-state` where no answer is asked for.
 */
export async function answerRole(
  ctx: CommandContext,
  { assignment, decision }: { assignment: Assignment; decision: DecisionRecord },
  verb: 'accept' | 'decline',
  note: string,
): Promise<Answered | Refusal> {
  const { trx } = ctx;
  const wasActive = isActiveDivision(await divisionTasks(trx, assignment.division_id));
  const next = nextAssignmentState(stateNow(assignment.state, wasActive), verb);
  if (isRefusal(next)) return answered(assignment.state, verb) ? refuse('already-answered') : next;
  const state = stored(next);
  await trx
    .updateTable('role_assignment')
    .set({ state, note, answered_at: ctx.now, answered_by: personOf(ctx) })
    .where('id', '=', assignment.id)
    .execute();
  const active = isActiveDivision(await divisionTasks(trx, assignment.division_id));
  const after = nextDecisionState(decision.state, 'take_effect');
  if (active && !isRefusal(after))
    await trx.updateTable('decision').set({ state: after }).where('id', '=', decision.id).execute();
  await ctx.audit('role_assignment', assignment.id, { state, active, division: assignment.division_id });
  ctx.effects.meetingChanged(decision.meeting_id);
  ctx.effects.boardChanged(decision.council_id);
  return { state, active };
}

type Assignment = Pick<RoleAssignmentRow, 'id' | 'division_id' | 'state'>;

function answered(state: StoredState, verb: AssignmentVerb): boolean {
  return verb === 'accept' ? state === 'accepted' : state === 'declined';
}
