import * as v from 'valibot';
import { powers, roles } from '#lib/domain/policy/actions.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { councilNamed } from './about-council.ts';
import { command } from '../define.ts';
import { id, optionalLine, properName } from '../fields.ts';
import { giveMandate, seatsChanged } from './mandates.ts';
import { issueSlip } from './slips.ts';

/**
 * Enters a person on the roster with a mandate and issues the invitation slip. The person counts as
 * invited at once; the slip is only how he gets in.
 */
export const inviteMember = command({
  name: 'invite-member',
  summary: 'Enters a person with a mandate and issues an invitation slip, shown once.',
  input: v.strictObject({
    councilId: id,
    displayName: properName(40),
    kana: optionalLine(60),
    seatId: v.optional(id),
    organizationId: v.optional(id),
    role: v.picklist(roles),
    powers: v.optional(v.pipe(v.array(v.picklist(powers)), v.maxLength(powers.length)), []),
  }),
  action: 'roster.manage',
  secretAnswer: true,
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const personId = newId();
    await ctx.trx
      .insertInto('person')
      .values({ id: personId, display_name: input.displayName, kana: input.kana, created_at: ctx.now })
      .execute();
    await ctx.audit('person', personId);
    const mandateId = await giveMandate(ctx, { ...input, personId });
    if (isRefusal(mandateId)) return mandateId;
    const slip = await issueSlip(ctx, input.councilId, 'member', personId);
    await seatsChanged(ctx, input.councilId);
    return { personId, mandateId, ...slip };
  },
});
