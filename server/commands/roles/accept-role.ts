import * as v from 'valibot';
import { assignmentNamed } from '../../access/decision.ts';
import { command } from '../define.ts';
import { id, optionalProse } from '../fields.ts';
import { answerRole, cameFor } from './role-steps.ts';

/** A party takes a role on: from its own account (AT-1.8), or on paper or by telephone, entered by somebody else. */
export const acceptRole = command({
  name: 'accept-role',
  summary: 'Accepts a role on behalf of the own organisation, or enters what came on paper or by telephone.',
  input: v.strictObject({ assignmentId: id, note: optionalProse(500), via: cameFor.field }),
  action: 'role.answer',
  actionFor: cameFor.right,
  about: (db, input) => assignmentNamed(db, input.assignmentId),
  handle: (ctx, input, about) => answerRole(ctx, about, { verb: 'accept', note: input.note, via: input.via }),
});
