import * as v from 'valibot';
import { decide } from '#lib/domain/policy/decide.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { comerNamed } from './about-comer.ts';

/**
 * Erases who somebody at an open table was (OPT5), at any time, also after the minutes are sealed: the number stays, for
 * counts rest on it; name and account go. Whoever keeps the register may, and the person himself.
 */
export const eraseComer = command({
  name: 'erase-comer',
  summary: 'Erases name and account of somebody signed in at the door; the number stays counted.',
  input: v.strictObject({ seatId: id }),
  action: 'observe.register',
  about: (db, input) => comerNamed(db, input.seatId),
  async handle(ctx, input, { meeting, comer }) {
    const recorder = decide(ctx.subject, 'attendance.record') === true;
    const own = comer.person_id !== null && comer.person_id === ctx.actor.personId;
    if (!recorder && !own) return refuse('forbidden');
    if (comer.erased_at !== null) return refuse('already-done', { field: 'seatId' });
    await ctx.trx
      .updateTable('comer')
      .set({ name: '', person_id: null, erased_at: ctx.now })
      .where('seat_id', '=', input.seatId)
      .execute();
    await ctx.audit('comer', input.seatId, { meeting: meeting.id, no: comer.no, erased: true });
    ctx.effects.meetingChanged(meeting.id);
    if (comer.person_id !== null) ctx.effects.rightsChanged('person', comer.person_id);
    return { seatId: input.seatId };
  },
});
