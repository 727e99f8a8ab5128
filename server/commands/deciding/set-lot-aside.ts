import * as v from 'valibot';
import { nextLotState } from '#lib/domain/lots/life.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { lotNamed } from '../../access/lot.ts';
import { command, personOf } from '../define.ts';
import { id, line } from '../fields.ts';

/** Sets an announced draw aside with a reason everybody reads (LOT7): it keeps its number, so that none is lost quietly. */
export const setLotAside = command({
  name: 'set-lot-aside',
  summary: 'Sets an announced draw aside, with a reason; it stays in the list.',
  input: v.strictObject({ drawId: id, reason: line(300) }),
  action: 'lot.draw',
  about: (db, input) => lotNamed(db, input.drawId),
  async handle(ctx, input, { lot }) {
    const state = nextLotState(lot.state, 'set_aside');
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('lot_draw')
      .set({ state, reason: input.reason, ended_by: personOf(ctx), ended_at: ctx.now })
      .where('id', '=', lot.id)
      .execute();
    await ctx.trx.deleteFrom('lot_secret').where('draw_id', '=', lot.id).execute();
    await ctx.audit('lot_draw', lot.id, { state });
    return { state };
  },
});
