import * as v from 'valibot';
import { assignmentNamed } from '../../access/decision.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { answerRole } from './role-steps.ts';

/** A party declines a role and says why, or takes an acceptance back while the division is not active. */
export const declineRole = command({
  name: 'decline-role',
  summary: 'Declines a role on behalf of the own organisation, with a reason.',
  input: v.strictObject({ assignmentId: id, reason: prose(500) }),
  action: 'role.answer',
  about: (db, input) => assignmentNamed(db, input.assignmentId),
  handle: (ctx, input, about) => answerRole(ctx, about, 'decline', input.reason),
});
