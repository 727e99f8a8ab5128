import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { strategiesInTurn } from '../../records/strategies.ts';
import { councilNamed } from '../council/about-council.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/**
 * Takes an imported strategy back (COV11): the one before is in force again, at last the preset. Issues keep their measures,
 * and those of the strategy taken back too, for when it comes again. Refuses `conflict` where another one is in
 * force than the caller saw, `wrong-state` where the preset stands.
 */
export const takeBackStrategy = command({
  name: 'take-back-strategy',
  summary: 'Takes the imported strategy back; the one before is in force again.',
  input: v.strictObject({ councilId: id, strategyId: id }),
  action: 'lists.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, strategyId }) {
    const { now, before } = await strategiesInTurn(ctx.trx, councilId);
    if (!now) return refuse('wrong-state', { field: 'strategyId' });
    if (now.id !== strategyId) return refuse('conflict', { field: 'strategyId' });
    await ctx.trx.updateTable('strategy').set({ replaced_at: ctx.now }).where('id', '=', now.id).execute();
    if (before)
      await ctx.trx.updateTable('strategy').set({ replaced_at: null }).where('id', '=', before.id).execute();
    await ctx.audit('strategy', now.id, { takenBack: true, again: before?.id ?? null });
    return { strategyId: before?.id ?? null, name: before?.name ?? '' };
  },
});
