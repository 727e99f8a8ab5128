import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { foldedName } from '#lib/domain/canonical/names.ts';
import { presetTitles } from '#lib/text/taxonomy.ts';
import {
  measureKeys,
  mostStrategies,
  parseStrategy,
  type StrategyGroup,
} from '#lib/domain/issues/strategy.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { knownMeasures, strategiesInForce } from '../../records/strategies.ts';
import { councilNamed } from '../council/about-council.ts';
import { command, personOf } from '../define.ts';
import { id, line } from '../fields.ts';

/**
 * Takes over a strategy that somebody pastes as a list or as two columns (R-STR-02, COV7). It replaces one in force, by
 * itself the one shown first, or stands beside them (COV12), and can be taken back (COV11); measures of the same title
 * keep their issues (COV8).
 */
export const importStrategy = command({
  name: 'import-strategy',
  summary: 'Takes over the groups and measures of a strategy from pasted text.',
  input: v.strictObject({
    councilId: id,
    name: line(60),
    // tabs and line ends carry the tree: kept as pasted
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
    /** It replaces none. */
    beside: v.optional(v.boolean(), false),
    /** Which of those in force it replaces; absent: the one shown first. */
    replaces: v.optional(id),
  }),
  action: 'lists.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, name, text, beside, replaces }) {
    const groups = parseStrategy(text, await knownMeasures(ctx.trx, councilId, presetTitles()));
    if (isRefusal(groups)) return groups;
    const inForce = await strategiesInForce(ctx.trx, councilId);
    // the same once more is nothing new
    if (
      inForce.some(
        (one) => foldedName(one.name) === foldedName(name) && isDeepStrictEqual(one.groups, groups),
      )
    )
      return refuse('already-done', { field: 'name' });
    if (beside && inForce.length >= mostStrategies) return refuse('bad-input', { field: 'beside' });
    const replaced = beside
      ? undefined
      : inForce.find(({ id, current }) => (replaces === undefined ? current : id === replaces));
    if (!beside && !replaced) return refuse('conflict', { field: 'replaces' });
    const strategyId = newId();
    const insert = (row: { id: string; name: string; groups: readonly StrategyGroup[]; current: boolean }) =>
      ctx.trx
        .insertInto('strategy')
        .values({
          id: row.id,
          council_id: councilId,
          name: row.name,
          tree: JSON.stringify(row.groups),
          imported_by: personOf(ctx),
          imported_at: ctx.now,
          current: row.current ? 1 : 0,
        })
        .execute();
    // the preset that stood by itself now stands beside another
    if (beside && inForce[0]?.id === '') await insert({ ...inForce[0], id: newId() });
    if (replaced)
      await ctx.trx
        .updateTable('strategy')
        .set({ replaced_at: ctx.now })
        .where('id', '=', replaced.id)
        .execute();
    await insert({ id: strategyId, name, groups, current: replaced?.current ?? false });
    const measures = measureKeys(groups).length;
    await ctx.audit('strategy', strategyId, {
      name,
      groups: groups.length,
      measures,
      ...(beside ? { beside } : { replaces: replaced?.id ?? '' }),
    });
    return { strategyId, groups: groups.length, measures };
  },
});
