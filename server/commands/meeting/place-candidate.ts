import * as v from 'valibot';
import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { newId } from '../../db/ids.ts';
import { candidateNamed, unlessOpen } from '../issues/candidate-steps.ts';
import { atMeeting } from './about-meeting.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Puts a candidate on the agenda of a meeting to come; the item's id is the id of its later record (CND2). */
export const placeCandidate = command({
  name: 'place-candidate',
  summary: 'Puts a candidate on the agenda of a meeting to come.',
  input: v.strictObject({
    candidateId: id,
    meetingId: id,
    minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600)), 15),
  }),
  action: 'issue.putOnAgenda',
  async about(db, input) {
    const found = await candidateNamed(db, input.candidateId);
    if (isRefusal(found)) return found;
    return atMeeting(db, found, input.meetingId);
  },
  async handle(ctx, input, { candidate, meeting }) {
    const closed = unlessOpen(candidate);
    if (closed) return closed;
    if (!agendaIsOpen(meeting.state)) return refuse('meeting-closed', { field: 'meetingId' });
    const itemId = newId();
    await ctx.trx
      .updateTable('agenda_candidate')
      .set({ state: 'placed', meeting_id: meeting.id, item_id: itemId, moved_at: ctx.now })
      .where('id', '=', candidate.id)
      .execute();
    await ctx.audit('agenda_candidate', candidate.id, { meeting: meeting.id, item: itemId });
    const item = { id: itemId, type: 'discussion', title: candidate.title, minutes: input.minutes } as const;
    ctx.effects.writeWords(agendaDoc(meeting.id), { op: 'add-business', item });
    ctx.effects.meetingChanged(meeting.id);
    return { itemId };
  },
});
