import * as v from 'valibot';
import { decide } from '#lib/domain/policy/decide.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { comerNamed } from './about-comer.ts';
import { registerRefusal } from './meeting-moves.ts';

/** Notes that somebody has left an open table (OPT3): from then on he is asked no more; what he has said stands. */
export const signOutComer = command({
  name: 'sign-out-comer',
  summary: 'Notes that somebody signed in at the door has left.',
  input: v.strictObject({ seatId: id }),
  action: 'observe.register',
  about: (db, input) => comerNamed(db, input.seatId),
  async handle(ctx, input, { meeting, comer }) {
    const recorder = decide(ctx.subject, 'attendance.record') === true;
    if (!recorder && (comer.person_id === null || comer.person_id !== ctx.actor.personId))
      return refuse('forbidden');
    const wrong = registerRefusal(meeting, false);
    if (wrong) return wrong;
    const { numUpdatedRows } = await ctx.trx
      .updateTable('attendance')
      .set({ left_at: ctx.now })
      .where('meeting_id', '=', meeting.id)
      .where('seat_id', '=', input.seatId)
      .where('left_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return refuse('already-done', { field: 'seatId' });
    await ctx.audit('comer', input.seatId, { meeting: meeting.id, no: comer.no, left: true });
    ctx.effects.meetingChanged(meeting.id);
    if (comer.person_id !== null) ctx.effects.rightsChanged('person', comer.person_id);
    return { seatId: input.seatId };
  },
});
