import * as v from 'valibot';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import {
  hasAccepted,
  isActiveDivision,
  nextAssignmentState,
  stateNow,
} from '#lib/domain/roles/assignment.ts';
import { mustAccept } from '#lib/domain/roles/level.ts';
import { divisionTasks, taskNamed } from '../../access/decision.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { truth } from '../../db/values.ts';

/**
 * A task is done: said by one of its leads, or by who steers the council (DIV3). Work counts once its division is
 * active; a request to the city once the section asked has accepted.
 */
export const finishTask = command({
  name: 'finish-task',
  summary: 'Reports a task of a role division as done.',
  input: v.strictObject({ taskId: id }),
  action: 'task.finish',
  about: (db, input) => taskNamed(db, input.taskId),
  async handle(ctx, _input, { task, assignments, decision }) {
    const { trx } = ctx;
    if (task.done_at !== null) return refuse('already-done');
    const working = assignments.filter((entry) => mustAccept(entry.responsibility));
    const active = truth(task.request_to_city)
      ? working.some((entry) => entry.responsibility === 'lead' && hasAccepted(entry.state))
      : isActiveDivision(await divisionTasks(trx, task.division_id));
    if (!active) return refuse('wrong-state', { params: { verb: 'finish' } });
    for (const entry of working) {
      const next = nextAssignmentState(stateNow(entry.state, true), 'finish');
      // a request's support that never answered has done nothing
      if (!isRefusal(next))
        await trx.updateTable('role_assignment').set({ state: 'done' }).where('id', '=', entry.id).execute();
    }
    await trx.updateTable('role_task').set({ done_at: ctx.now }).where('id', '=', task.id).execute();
    await ctx.audit('role_task', task.id, { done: true, division: task.division_id });
    ctx.effects.meetingChanged(decision.meeting_id);
    return { doneAt: ctx.now };
  },
});
