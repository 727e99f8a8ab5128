import * as v from 'valibot';
import { mostCriteria } from '#lib/domain/consultation/criteria.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { command, personOf } from '../define.ts';
import { id, line } from '../fields.ts';
import { councilNamed } from './about-council.ts';

/**
 * Says what the council asks of each proposal (CRI1): the whole list at once. One that stays keeps its words and answers,
 * one that is gone ends, a new one is asked from now on.
 */
export const setCriteria = command({
  name: 'set-criteria',
  summary: 'Sets the criteria the council asks of each proposal.',
  input: v.strictObject({
    councilId: id,
    criteria: v.pipe(v.array(line(100)), v.maxLength(40)),
  }),
  action: 'criteria.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, criteria }) {
    const { trx } = ctx;
    if (criteria.length > mostCriteria)
      return refuse('bad-input', { field: 'criteria', params: { why: 'many-criteria' } });
    if (new Set(criteria).size < criteria.length)
      return refuse('bad-input', { field: 'criteria', params: { why: 'same-criterion' } });
    const now = await trx
      .selectFrom('criterion')
      .select(['id', 'text'])
      .where('council_id', '=', councilId)
      .where('ended_at', 'is', null)
      .execute();
    const ended = now.filter(({ text }) => !criteria.includes(text));
    for (const { id: gone } of ended)
      await trx.updateTable('criterion').set({ ended_at: ctx.now }).where('id', '=', gone).execute();
    const added = criteria.filter((words) => now.every(({ text }) => text !== words));
    for (const [i, text] of added.entries())
      await trx
        .insertInto('criterion')
        .values({
          id: newId(),
          council_id: councilId,
          text,
          added_by: personOf(ctx),
          // of those added together the order is kept
          added_at: ctx.now + i,
          ended_at: null,
        })
        .execute();
    await ctx.audit('council', councilId, { criteria: { added: added.length, ended: ended.length } });
    return { criteria: criteria.length };
  },
});
