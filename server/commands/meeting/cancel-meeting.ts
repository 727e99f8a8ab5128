import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { announce } from './announcing.ts';
import { command } from '../define.ts';
import { id, optionalLine } from '../fields.ts';
import { leaveAgenda } from '../issues/left-agenda.ts';
import { moveMeeting } from './meeting-moves.ts';

/** Calls a meeting off before it opens. It keeps its number; the reason is shown where it was announced. */
export const cancelMeeting = command({
  name: 'cancel-meeting',
  summary: 'Calls off a meeting that has not been opened.',
  input: v.strictObject({ meetingId: id, reason: optionalLine(200) }),
  action: 'meeting.call',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    const state = moveMeeting(meeting, 'cancel');
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('meeting')
      .set({ state, cancel_reason: input.reason || null })
      .where('id', '=', meeting.id)
      .execute();
    await announce(ctx, meeting.id, 'cancel', meeting.starts_at, input.reason);
    // what had been carried over to it waits again (REG14)
    await ctx.trx
      .updateTable('agenda_item')
      .set({ carried_to: null })
      .where('carried_to', '=', meeting.id)
      .execute();
    await leaveAgenda(ctx, meeting.id);
    await ctx.audit('meeting', meeting.id, { state });
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.rightsChanged('meeting', meeting.id);
    return { state };
  },
});
