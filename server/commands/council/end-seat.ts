import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { liveStates } from '#lib/domain/meeting/state.ts';
import { seatNamed } from './about-seat.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { assignersKept, endMandate, seatsChanged } from './mandates.ts';

/**
 * Gives a seat up from today (CNC12): who sits on it or stands beside it leaves it in the same act, its number
 * is not used again. Not while a meeting runs, whose quorum is counted by seats.
 */
export const endSeat = command({
  name: 'end-seat',
  summary: 'Gives a voting seat up from today, with the mandates on it.',
  input: v.strictObject({ seatId: id }),
  action: 'roster.manage',
  about: (db, input) => seatNamed(db, input.seatId),
  async handle(ctx, input, { councilId }) {
    const { trx } = ctx;
    const running = await trx
      .selectFrom('meeting')
      .select('id')
      .where('council_id', '=', councilId)
      .where('state', 'in', liveStates)
      .executeTakeFirst();
    if (running) return refuse('meeting-running');
    const mandates = await trx
      .selectFrom('mandate')
      .select('id')
      .where('seat_id', '=', input.seatId)
      .where('ended_at', 'is', null)
      .execute();
    for (const mandate of mandates) await endMandate(ctx, mandate.id);
    const orphaned = await assignersKept(trx, councilId);
    if (orphaned) return orphaned;
    await trx.updateTable('seat').set({ to_on: ctx.today }).where('id', '=', input.seatId).execute();
    await ctx.audit('seat', input.seatId, { ended: true, mandates: mandates.length });
    await seatsChanged(ctx, councilId);
    return { ended: mandates.length };
  },
});
