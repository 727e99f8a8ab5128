import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { councilNamed } from '../council/about-council.ts';
import { command } from '../define.ts';
import { id, line } from '../fields.ts';

/** Takes a word of the council's own out of its lists. Issues that carry it keep it. */
export const removeTerm = command({
  name: 'remove-term',
  summary: "Takes a word of the council's own out of its lists; issues that carry it keep it.",
  input: v.strictObject({ councilId: id, list: v.picklist(['field', 'life_stage']), word: line(30) }),
  action: 'lists.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, list, word }) {
    const { numUpdatedRows } = await ctx.trx
      .updateTable('council_term')
      .set({ removed_at: ctx.now })
      .where('council_id', '=', councilId)
      .where('list', '=', list)
      .where('word', '=', word)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return refuse('not-found', { field: 'word' });
    await ctx.audit('council', councilId, { list, removed: word });
    return { word };
  },
});
