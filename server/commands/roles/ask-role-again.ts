import * as v from 'valibot';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { nextAssignmentState } from '#lib/domain/roles/assignment.ts';
import { assignmentNamed } from '../../access/decision.ts';
import { command } from '../define.ts';
import { id, optionalProse } from '../fields.ts';
import { keepEarlier, stored } from './role-steps.ts';

/** Asks a party that has declined once more, with a word if one likes; its answer so far is kept (DIV5). */
export const askRoleAgain = command({
  name: 'ask-role-again',
  summary: 'Asks a party that has declined a role once more.',
  input: v.strictObject({ assignmentId: id, note: optionalProse(500) }),
  action: 'role.ask',
  about: (db, input) => assignmentNamed(db, input.assignmentId),
  async handle(ctx, input, { assignment, task, decision }) {
    if (task.done_at !== null || assignment.replaced_by !== null)
      return refuse('wrong-state', { params: { verb: 'ask_again' } });
    const next = nextAssignmentState(assignment.state, 'ask_again');
    if (isRefusal(next)) return next;
    const state = stored(next);
    await keepEarlier(ctx, assignment);
    await ctx.trx
      .updateTable('role_assignment')
      .set({
        state,
        note: '',
        via: null,
        answered_at: null,
        answered_by: null,
        asked_again_at: ctx.now,
        ask_note: input.note,
      })
      .where('id', '=', assignment.id)
      .execute();
    await ctx.audit('role_assignment', assignment.id, {
      state,
      again: true,
      division: assignment.division_id,
    });
    ctx.effects.meetingChanged(decision.meeting_id);
    return { state };
  },
});
