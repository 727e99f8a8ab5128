import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { strategiesInForce } from '../../records/strategies.ts';
import { councilNamed } from '../council/about-council.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/**
 * Shows another of the strategies in force first (COV12). Nothing else changes. Refuses `conflict` where it is not in
 * force, `already-done` where it is the first.
 */
export const chooseStrategy = command({
  name: 'choose-strategy',
  summary: 'Shows one of the strategies in force first.',
  input: v.strictObject({ councilId: id, strategyId: id }),
  action: 'lists.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, strategyId }) {
    const inForce = await strategiesInForce(ctx.trx, councilId);
    const chosen = inForce.find((strategy) => strategy.id === strategyId);
    if (!chosen) return refuse('conflict', { field: 'strategyId' });
    if (chosen.current) return refuse('already-done', { field: 'strategyId' });
    await ctx.trx
      .updateTable('strategy')
      .set({ current: 0 })
      .where('council_id', '=', councilId)
      .where('replaced_at', 'is', null)
      .execute();
    await ctx.trx.updateTable('strategy').set({ current: 1 }).where('id', '=', strategyId).execute();
    await ctx.audit('strategy', strategyId, { first: true });
    return { strategyId, name: chosen.name };
  },
});
