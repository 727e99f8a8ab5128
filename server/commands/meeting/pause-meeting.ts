import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { stopClock } from './current-item.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { moveMeeting } from './meeting-moves.ts';

/** A recess: the clock of the current item stands still. */
export const pauseMeeting = command({
  name: 'pause-meeting',
  summary: 'Begins a recess.',
  input: v.strictObject({ meetingId: id }),
  action: 'meeting.run',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, _input, { meeting }) {
    const state = moveMeeting(meeting, 'pause');
    if (isRefusal(state)) return state;
    await stopClock(ctx, meeting);
    await ctx.trx
      .updateTable('meeting')
      .set({ state, current_since: null })
      .where('id', '=', meeting.id)
      .execute();
    await ctx.audit('meeting', meeting.id, { state });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
