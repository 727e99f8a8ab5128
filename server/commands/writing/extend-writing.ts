import * as v from 'valibot';
import { extensionRefusal } from '#lib/domain/writing/standing.ts';
import { command, personOf } from '../define.ts';
import { id, instant, line } from '../fields.ts';
import { announce } from '../meeting/announcing.ts';
import { writingNamed } from './about-writing.ts';

/**
 * Puts the deadline of a written meeting off while it runs, for a reason that everybody is told (WRT9). What was answered
 * stays; the deadlines told before stay, too.
 */
export const extendWriting = command({
  name: 'extend-writing',
  summary: 'Extends the deadline of a written meeting, with a reason told to everybody.',
  input: v.strictObject({ meetingId: id, closesAt: instant, reason: line(200) }),
  action: 'meeting.call',
  about: (db, input) => writingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    const { trx, now } = ctx;
    const times = { state: meeting.state, closesAt: meeting.ends_at };
    const wrong = extensionRefusal(times, input.closesAt, now);
    if (wrong) return wrong;
    const { last } = await trx
      .selectFrom('writing_deadline')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('meeting_id', '=', meeting.id)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('writing_deadline')
      .values({
        meeting_id: meeting.id,
        no: Number(last ?? 0) + 1,
        closes_at: input.closesAt,
        reason: input.reason,
        at: now,
        set_by: personOf(ctx),
      })
      .execute();
    await trx.updateTable('meeting').set({ ends_at: input.closesAt }).where('id', '=', meeting.id).execute();
    await announce(ctx, meeting.id, 'change', meeting.starts_at, input.reason);
    await ctx.audit('meeting', meeting.id, {
      closesAt: [meeting.ends_at, input.closesAt],
      reason: input.reason,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { closesAt: input.closesAt };
  },
});
