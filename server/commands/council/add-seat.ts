import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { nextSeatNo } from '../../records/numbers.ts';
import { councilNamed } from './about-council.ts';
import { command } from '../define.ts';
import { id, properName } from '../fields.ts';
import { seatsChanged } from './mandates.ts';

/** A voting seat, for an organisation or for residents by open call; the next number (CNC1). */
export const addSeat = command({
  name: 'add-seat',
  summary: 'Adds a voting seat with the next number.',
  input: v.strictObject({ councilId: id, organizationId: v.optional(id), label: properName(60) }),
  action: 'roster.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const { trx } = ctx;
    if (input.organizationId !== undefined) {
      const organization = await trx
        .selectFrom('organization')
        .select('id')
        .where('id', '=', input.organizationId)
        .where('council_id', '=', input.councilId)
        .executeTakeFirst();
      if (!organization) return refuse('not-found', { field: 'organizationId' });
    }
    const no = await nextSeatNo(trx, input.councilId);
    const seatId = newId();
    await trx
      .insertInto('seat')
      .values({
        id: seatId,
        council_id: input.councilId,
        organization_id: input.organizationId ?? null,
        no,
        label: input.label,
        from_on: ctx.today,
      })
      .execute();
    await ctx.audit('seat', seatId, { no, organization: input.organizationId ?? null });
    await seatsChanged(ctx, input.councilId);
    return { seatId, no };
  },
});
