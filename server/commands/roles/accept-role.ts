import * as v from 'valibot';
import { assignmentNamed } from '../../access/decision.ts';
import { command } from '../define.ts';
import { id, optionalProse } from '../fields.ts';
import { answerRole } from './role-steps.ts';

/** A party takes a role on, from its own account (AT-1.8). */
export const acceptRole = command({
  name: 'accept-role',
  summary: 'Accepts a role on behalf of the own organisation.',
  input: v.strictObject({ assignmentId: id, note: optionalProse(500) }),
  action: 'role.answer',
  about: (db, input) => assignmentNamed(db, input.assignmentId),
  handle: (ctx, input, about) => answerRole(ctx, about, 'accept', input.note),
});
