import * as v from 'valibot';
import { presetTitles } from '#lib/text/taxonomy.ts';
import { parseStrategy } from '#lib/domain/issues/strategy.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { knownMeasures } from '../../records/strategies.ts';
import { councilNamed } from '../council/about-council.ts';
import { command, personOf } from '../define.ts';
import { id, line } from '../fields.ts';

/**
 * Takes over a strategy that somebody pastes as a list or as two columns (R-STR-02, COV7). It replaces the one in
 * force, and can be taken back (COV11); measures of the same title keep their issues (COV8).
 */
export const importStrategy = command({
  name: 'import-strategy',
  summary: 'Takes over the groups and measures of a strategy from pasted text.',
  input: v.strictObject({
    councilId: id,
    name: line(60),
    // tabs and line ends carry the tree: kept as pasted
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
  }),
  action: 'lists.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, name, text }) {
    const groups = parseStrategy(text, await knownMeasures(ctx.trx, councilId, presetTitles()));
    if (isRefusal(groups)) return groups;
    await ctx.trx
      .updateTable('strategy')
      .set({ replaced_at: ctx.now })
      .where('council_id', '=', councilId)
      .where('replaced_at', 'is', null)
      .execute();
    const strategyId = newId();
    await ctx.trx
      .insertInto('strategy')
      .values({
        id: strategyId,
        council_id: councilId,
        name,
        tree: JSON.stringify(groups),
        imported_by: personOf(ctx),
        imported_at: ctx.now,
      })
      .execute();
    const measures = groups.reduce((sum, group) => sum + group.measures.length, 0);
    await ctx.audit('strategy', strategyId, { name, groups: groups.length, measures });
    return { strategyId, groups: groups.length, measures };
  },
});
