import * as v from 'valibot';
import { seatNamed } from './about-seat.ts';
import { command } from '../define.ts';
import { id, properName } from '../fields.ts';
import { seatsChanged } from './mandates.ts';

/** Puts a seat's name right; its number and whose it is stay. Frozen rolls keep what they said (I4). */
export const changeSeat = command({
  name: 'change-seat',
  summary: "Puts a seat's name right.",
  input: v.strictObject({ seatId: id, label: properName(60) }),
  action: 'roster.manage',
  about: (db, input) => seatNamed(db, input.seatId),
  async handle(ctx, input, { councilId }) {
    await ctx.trx.updateTable('seat').set({ label: input.label }).where('id', '=', input.seatId).execute();
    await ctx.audit('seat', input.seatId, { labelChanged: true });
    await seatsChanged(ctx, councilId);
    return {};
  },
});
