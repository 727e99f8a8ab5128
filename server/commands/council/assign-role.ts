import * as v from 'valibot';
import { powers, roles } from '#lib/domain/policy/actions.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { councilNamed } from './about-council.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { giveMandate, seatsChanged } from './mandates.ts';

/**
 * Gives somebody of the council another mandate: the facilitator's role or any of the secretariat's
 * powers may go to a resident (R-HAC-19), a resident may take a seat. The same role again replaces its powers.
 */
export const assignRole = command({
  name: 'assign-role',
  summary: 'Gives a person of the council a role, a seat or powers of the secretariat.',
  input: v.strictObject({
    councilId: id,
    personId: id,
    role: v.picklist(roles),
    powers: v.optional(v.pipe(v.array(v.picklist(powers)), v.maxLength(powers.length)), []),
    organizationId: v.optional(id),
    seatId: v.optional(id),
  }),
  action: 'mandate.give',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    // whoever once was on this council's roster; people of other councils do not exist here
    const person = await ctx.trx
      .selectFrom('person')
      .innerJoin('mandate', 'mandate.person_id', 'person.id')
      .select('person.id')
      .where('person.id', '=', input.personId)
      .where('person.erased_at', 'is', null)
      .where('mandate.council_id', '=', input.councilId)
      .executeTakeFirst();
    if (!person) return refuse('not-found', { field: 'personId' });
    const mandateId = await giveMandate(ctx, input);
    if (isRefusal(mandateId)) return mandateId;
    await seatsChanged(ctx, input.councilId);
    return { mandateId };
  },
});
