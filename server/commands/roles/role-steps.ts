import * as v from 'valibot';
import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { agendaDoc } from '#lib/doc/names.ts';
import { nextDecisionState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import {
  isActiveDivision,
  nextAssignmentState,
  stateNow,
  type AssignmentState,
  type AssignmentVerb,
} from '#lib/domain/roles/assignment.ts';
import { divisionTasks, type NamedAssignment } from '../../access/decision.ts';
import { newId } from '../../db/ids.ts';
import type { RoleAssignmentRow } from '../../db/schema.ts';
import { declinedRoles, nameableRole } from '../../records/declined-roles.ts';
import { personOf, type CommandContext } from '../define.ts';

type StoredState = RoleAssignmentRow['state'];

/** An answer that came on paper or by telephone: how, and whose right it is to enter it (DIV2). */
export const cameFor = {
  field: v.optional(v.picklist(['paper', 'phone'])),
  right: ({ via }: { readonly via?: 'paper' | 'phone' | undefined }) =>
    via === undefined ? ('role.answer' as const) : ('role.enter' as const),
};

/** What a row keeps of a state: `active` is an acceptance in an active division (ROL13). */
export function stored(state: AssignmentState): StoredState {
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

interface RoleAnswer {
  readonly verb: 'accept' | 'decline';
  readonly note: string;
  readonly via: 'paper' | 'phone' | undefined;
}

/**
 * A party's answer to a role (ROL10): row, audit, and the decision that comes into effect once its division is
 * active. Refuses `already-answered` for the same answer twice, `wrong-state` where no answer is asked for, and
 * `replied-already` for an entry over what the party has answered itself.
 */
export async function answerRole(
  ctx: CommandContext,
  { assignment, decision }: NamedAssignment,
  { verb, note, via }: RoleAnswer,
): Promise<Answered | Refusal> {
  const { trx } = ctx;
  if (assignment.replaced_by !== null)
    return refuse('wrong-state', { params: { state: 'handed_over', verb } });
  const wasActive = isActiveDivision(await divisionTasks(trx, assignment.division_id));
  const next = nextAssignmentState(stateNow(assignment.state, wasActive), verb);
  if (isRefusal(next)) return answered(assignment.state, verb) ? refuse('already-answered') : next;
  if (via !== undefined && answeredItself(assignment))
    return refuse('replied-already', { params: { what: 'role' } });
  const state = stored(next);
  await keepEarlier(ctx, assignment);
  await trx
    .updateTable('role_assignment')
    .set({ state, note, answered_at: ctx.now, answered_by: personOf(ctx), via: via ?? null })
    .where('id', '=', assignment.id)
    .execute();
  const active = isActiveDivision(await divisionTasks(trx, assignment.division_id));
  const after = nextDecisionState(decision.state, 'take_effect');
  if (active && !isRefusal(after))
    await trx.updateTable('decision').set({ state: after }).where('id', '=', decision.id).execute();
  await ctx.audit('role_assignment', assignment.id, {
    state,
    active,
    division: assignment.division_id,
    ...(via && { via }),
  });
  await ontoNextAgenda(ctx, decision.council_id, assignment.id);
  ctx.effects.meetingChanged(decision.meeting_id);
  ctx.effects.boardChanged(decision.council_id);
  return { state, active };
}

type Assignment = NamedAssignment['assignment'];

function answered(state: StoredState, verb: AssignmentVerb): boolean {
  return verb === 'accept' ? state === 'accepted' : state === 'declined';
}

/** The answer that stands came from an account of the party. */
function answeredItself({ state, answered_by, via }: Assignment): boolean {
  return (state === 'accepted' || state === 'declined') && answered_by !== null && via === null;
}

/** Keeps the answer that stands beside the row before another one, or a new ask, takes its place (DIV5). */
export async function keepEarlier(ctx: CommandContext, assignment: Assignment): Promise<void> {
  const { state, answered_at } = assignment;
  if ((state !== 'accepted' && state !== 'declined') || answered_at === null) return;
  await ctx.trx
    .insertInto('role_earlier_answer')
    .values({
      id: newId(),
      assignment_id: assignment.id,
      state,
      answered_at,
      answered_by: assignment.answered_by,
      via: assignment.via,
      note: assignment.note,
    })
    .execute();
}

/** A role that was declined now is business of the meeting in preparation; without one, of the next that is made (REG8). */
async function ontoNextAgenda(ctx: CommandContext, councilId: string, assignmentId: string): Promise<void> {
  const roles = await declinedRoles(ctx.trx, councilId);
  const role = roles.find((one) => one.assignmentId === assignmentId);
  if (!role || !nameableRole(role)) return;
  const next = await ctx.trx
    .selectFrom('meeting')
    .select('id')
    .where('council_id', '=', councilId)
    .where('state', '=', 'draft')
    .where('starts_at', '>', ctx.now)
    .orderBy('starts_at')
    .executeTakeFirst();
  if (!next) return;
  const title = m.meeting_opening_declined({ task: role.task }, { locale: recordLocale });
  const item = { id: newId(), type: 'discussion' as const, title, minutes: 10 };
  ctx.effects.writeWords(agendaDoc(next.id), { op: 'add-business', item });
}
