import * as v from 'valibot';
import { assignmentNamed } from '../../access/decision.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { answerRole, cameFor } from './role-steps.ts';

/**
 * A party declines a role and says why, or takes an acceptance back while the division is not active; also on paper or by
 * telephone, entered by somebody else.
 */
export const declineRole = command({
  name: 'decline-role',
  summary:
    'Declines a role on behalf of the own organisation, with a reason, or enters what came on paper or by telephone.',
  input: v.strictObject({ assignmentId: id, reason: prose(500), via: cameFor.field }),
  action: 'role.answer',
  actionFor: cameFor.right,
  about: (db, input) => assignmentNamed(db, input.assignmentId),
  handle: (ctx, input, about) =>
    answerRole(ctx, about, { verb: 'decline', note: input.reason, via: input.via }),
});
