import * as v from 'valibot';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { isNameOfLink, linkOf } from '../../access/written-link.ts';
import { command } from '../define.ts';
import { properName } from '../fields.ts';
import { writingNamed } from './about-writing.ts';

/** Notes that a personal link was opened by the one it was made for (WRT7, WRT10); the first time stays. */
export const openWrittenLink = command({
  name: 'open-written-link',
  summary: 'Notes that the personal link of a seat in a written meeting was opened.',
  input: v.strictObject({ code: v.pipe(v.string(), v.maxLength(80)), name: properName(60) }),
  action: 'free',
  async about(db, input) {
    const link = await linkOf(db, input.code);
    if (!link) return refuse('not-found', { field: 'code' });
    const named = await writingNamed(db, link.meetingId, 'code');
    return isRefusal(named) ? named : { ...named, linkId: link.linkId, seatId: link.seatId };
  },
  async handle(ctx, input, { meeting, linkId, seatId }) {
    if (!(await isNameOfLink(ctx.trx, meeting, seatId, input.name)))
      return refuse('name-not-recognised', { field: 'name' });
    await ctx.trx
      .updateTable('written_link')
      .set({ opened_at: ctx.now })
      .where('id', '=', linkId)
      .where('opened_at', 'is', null)
      .execute();
    await ctx.audit('written_link', linkId, { meeting: meeting.id, seat: seatId });
    return { seatId };
  },
});
