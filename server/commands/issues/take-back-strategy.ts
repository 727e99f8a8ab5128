import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { strategiesInForce, strategyReplacedBy } from '../../records/strategies.ts';
import { councilNamed } from '../council/about-council.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/**
 * Takes a strategy back (COV11): the one it replaced is in force again, at last the preset; one that stood beside
 * others just goes. Issues keep their measures, and those of the strategy taken back too, for when it comes again.
 * Refuses `conflict` where it is not in force any more, `wrong-state` where the preset stands alone.
 */
export const takeBackStrategy = command({
  name: 'take-back-strategy',
  summary: 'Takes a strategy back; the one it replaced is in force again.',
  input: v.strictObject({ councilId: id, strategyId: id }),
  action: 'lists.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, strategyId }) {
    const inForce = await strategiesInForce(ctx.trx, councilId);
    if (inForce.every(({ name }) => name === '')) return refuse('wrong-state', { field: 'strategyId' });
    if (!inForce.some((strategy) => strategy.id === strategyId))
      return refuse('conflict', { field: 'strategyId' });
    const taken = await ctx.trx
      .selectFrom('strategy')
      .select(['id', 'imported_at', 'current'])
      .where('id', '=', strategyId)
      .executeTakeFirstOrThrow();
    const before = await strategyReplacedBy(ctx.trx, councilId, taken);
    await ctx.trx
      .updateTable('strategy')
      .set({ replaced_at: ctx.now })
      .where('id', '=', strategyId)
      .execute();
    if (before)
      await ctx.trx
        .updateTable('strategy')
        .set({ replaced_at: null, current: taken.current })
        .where('id', '=', before.id)
        .execute();
    await ctx.audit('strategy', strategyId, { takenBack: true, again: before?.id ?? null });
    return { strategyId: before?.id ?? null, name: before?.name ?? '' };
  },
});
