import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { openingRefusal } from '#lib/domain/meeting/presiding.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { registerOf } from '../../records/register.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { moveMeeting } from './meeting-moves.ts';
import { rolesPresent } from './presiding.ts';

/** Back from a recess; somebody present holds chair or facilitator (MTG4). The item goes on where it stopped. */
export const resumeMeeting = command({
  name: 'resume-meeting',
  summary: 'Ends a recess.',
  input: v.strictObject({ meetingId: id }),
  action: 'meeting.run',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, _input, { meeting }) {
    const state = moveMeeting(meeting, 'resume');
    if (isRefusal(state)) return state;
    const register = await registerOf(ctx.trx, meeting);
    const people = await rolesPresent(ctx.trx, meeting.council_id, register);
    const missing = openingRefusal([...people.values()]);
    if (missing) return missing;
    await ctx.trx
      .updateTable('meeting')
      .set({ state, current_since: meeting.current_item_id === null ? null : ctx.now })
      .where('id', '=', meeting.id)
      .execute();
    await ctx.audit('meeting', meeting.id, { state });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
