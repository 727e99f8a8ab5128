import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { announce } from './announcing.ts';
import { command } from '../define.ts';
import { id, line } from '../fields.ts';
import { moveMeeting } from './meeting-moves.ts';

/**
 * Puts a called meeting off without a new day yet. Day and call follow later; the number stays (MTG1), and those it was
 * announced to are told of it with the old day and the reason (REG12).
 */
export const postponeMeeting = command({
  name: 'postpone-meeting',
  summary: 'Puts a called meeting off; a new day and call follow later.',
  input: v.strictObject({ meetingId: id, reason: line(200) }),
  action: 'meeting.call',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    const state = moveMeeting(meeting, 'postpone');
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('meeting')
      .set({ state, urgent_reason: null })
      .where('id', '=', meeting.id)
      .execute();
    await announce(ctx, meeting.id, 'postpone', meeting.starts_at, input.reason);
    await ctx.audit('meeting', meeting.id, { state, reason: input.reason });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
