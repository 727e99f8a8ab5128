import * as v from 'valibot';
import { isLive } from '#lib/domain/meeting/state.ts';
import { takesChairRefusal } from '#lib/domain/meeting/presiding.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { registerOf } from '../../records/register.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';
import { preside, rolesPresent } from './presiding.ts';

/**
 * The chair of the council takes the chair of a running meeting that began without her, from now on (MTG22): she has to
 * be there. Who presided before, and from when she did, stays in the records and stands in the minutes.
 */
export const takeChair = command({
  name: 'take-chair',
  summary: 'The chair who came later takes the chair of a running meeting, from now on.',
  input: v.strictObject({ meetingId: id }),
  action: 'meeting.run',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, _input, { meeting }) {
    if (meeting.state === 'closed' || meeting.state === 'cancelled') return refuse('meeting-closed');
    if (!isLive(meeting.state)) return refuse('meeting-not-open');
    const me = personOf(ctx);
    if (meeting.presiding_person_id === me) return refuse('already-done');
    const register = await registerOf(ctx.trx, meeting);
    const refused = takesChairRefusal(await rolesPresent(ctx.trx, meeting.council_id, register), me);
    if (refused) return refused;
    await preside(ctx, meeting.id, me);
    await ctx.audit('meeting', meeting.id, { presiding: [meeting.presiding_person_id, me] });
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.rightsChanged('meeting', meeting.id);
    return { presidingPersonId: me, since: ctx.now };
  },
});
