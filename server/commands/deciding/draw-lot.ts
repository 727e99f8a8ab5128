import * as v from 'valibot';
import { figureRefusal, nextLotState } from '#lib/domain/lots/life.ts';
import { draw, figureIn } from '#lib/domain/lots/lot.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { lotNamed } from '../../access/lot.ts';
import { announcedIn } from '../../records/lots.ts';
import { command, personOf } from '../define.ts';
import { id, line } from '../fields.ts';

/**
 * Makes an announced draw with the figure that came (LOT4–LOT7): once. From here on the secret is public, and anybody
 * reckons the draw again.
 */
export const drawLot = command({
  name: 'draw-lot',
  summary: 'Makes an announced draw with the figure that came from the room or was published.',
  input: v.strictObject({ drawId: id, said: line(200) }),
  action: 'lot.draw',
  about: (db, input) => lotNamed(db, input.drawId),
  async handle(ctx, input, { lot }) {
    const { trx } = ctx;
    const state = nextLotState(lot.state, 'draw');
    if (isRefusal(state)) return state;
    const early = figureRefusal(lot.figure_on, ctx.today);
    if (early) return early;
    const said = figureIn(input.said);
    if (said === undefined) return refuse('bad-input', { field: 'said', params: { why: 'no-figure' } });
    const { secret } = await trx
      .selectFrom('lot_secret')
      .select('secret')
      .where('draw_id', '=', lot.id)
      .executeTakeFirstOrThrow();
    const { seed, groups } = draw({ announced: announcedIn(lot), secret, said });
    await trx
      .updateTable('lot_draw')
      .set({ state, secret, said, seed, ended_by: personOf(ctx), ended_at: ctx.now })
      .where('id', '=', lot.id)
      .execute();
    await trx.deleteFrom('lot_secret').where('draw_id', '=', lot.id).execute();
    await ctx.audit('lot_draw', lot.id, { said, seed });
    return { seed, groups };
  },
});
