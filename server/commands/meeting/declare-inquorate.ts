import * as v from 'valibot';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { registerOf, registerQuorum } from '../../records/register.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { moveMeeting } from './meeting-moves.ts';

/**
 * Too many have gone: the meeting is no longer one that decides (流会). People may talk on and take notes; no
 * round opens and nothing is declared (MTG2). Refused while the quorum holds, and while a round is open.
 */
export const declareInquorate = command({
  name: 'declare-inquorate',
  summary: 'States that a running meeting has lost its quorum: notes go on, decisions end.',
  input: v.strictObject({ meetingId: id }),
  action: 'meeting.run',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, _input, { meeting }) {
    const state = moveMeeting(meeting, 'declare_inquorate');
    if (isRefusal(state)) return state;
    const open = await ctx.trx
      .selectFrom('round')
      .select('id')
      .where('meeting_id', '=', meeting.id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    if (open) return refuse('round-open');
    const quorum = registerQuorum(await registerOf(ctx.trx, meeting));
    if (quorum.met)
      return refuse('quorum-met', { params: { attended: quorum.attended, needed: quorum.needed ?? '0' } });
    await ctx.trx.updateTable('meeting').set({ state }).where('id', '=', meeting.id).execute();
    await ctx.audit('meeting', meeting.id, { state, attended: quorum.attended, needed: quorum.needed });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
