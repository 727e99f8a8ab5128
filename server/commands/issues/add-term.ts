import * as v from 'valibot';
import { fields, lifeStages } from '#lib/domain/issues/taxonomy.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { councilNamed } from '../council/about-council.ts';
import { command } from '../define.ts';
import { id, line } from '../fields.ts';

const most = 30;

/** A word of the council's own in one of its lists, beside the presets (R-STR-03). A word taken out comes back. */
export const addTerm = command({
  name: 'add-term',
  summary: "Adds a field or life stage of the council's own to its lists.",
  input: v.strictObject({ councilId: id, list: v.picklist(['field', 'life_stage']), word: line(30) }),
  action: 'lists.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, list, word }) {
    const presets: readonly string[] = list === 'field' ? fields : lifeStages;
    const rows = await ctx.trx
      .selectFrom('council_term')
      .select(['word', 'removed_at'])
      .where('council_id', '=', councilId)
      .where('list', '=', list)
      .execute();
    const known = rows.find((row) => row.word === word);
    if (presets.includes(word) || known?.removed_at === null)
      return refuse('already-done', { field: 'word' });
    if (rows.filter((row) => row.removed_at === null).length >= most)
      return refuse('bad-input', { field: 'word', params: { most } });
    if (known)
      await ctx.trx
        .updateTable('council_term')
        .set({ removed_at: null, added_at: ctx.now })
        .where('council_id', '=', councilId)
        .where('list', '=', list)
        .where('word', '=', word)
        .execute();
    else
      await ctx.trx
        .insertInto('council_term')
        .values({ council_id: councilId, list, word, added_at: ctx.now })
        .execute();
    await ctx.audit('council', councilId, { list, added: word });
    return { word };
  },
});
