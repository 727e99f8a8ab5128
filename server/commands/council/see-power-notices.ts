import * as v from 'valibot';
import { councilNamed } from './about-council.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';

/** Says that one has read what was told about powers and accounts: it no longer stands on every page. */
export const seePowerNotices = command({
  name: 'see-power-notices',
  summary: 'Marks what one was told about powers and accounts as read.',
  input: v.strictObject({ councilId: id, noticeIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(50)) }),
  action: 'notice.see',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, noticeIds }) {
    const seen = await ctx.trx
      .updateTable('power_notice')
      .set({ seen_at: ctx.now })
      .where('id', 'in', noticeIds)
      .where('person_id', '=', personOf(ctx))
      .where('council_id', '=', councilId)
      .where('seen_at', 'is', null)
      .returning('id')
      .execute();
    await ctx.audit('power_notice', personOf(ctx), { seen: seen.length });
    return { seen: seen.length };
  },
});
