import * as v from 'valibot';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { noticeDaysGiven, noticeRefusal } from '#lib/domain/calendar/notice.ts';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { currentRule } from '../../records/register.ts';
import { readAgendaWords, recordAgenda } from './agenda-record.ts';
import { factsRefusal, meetingFacts } from './create-meeting.ts';
import { announce } from './announcing.ts';
import { command } from '../define.ts';
import { id, optionalLine } from '../fields.ts';

/**
 * Changes date, place and the other announced facts before the opening. After the call a new day needs its
 * notice again, people are asked anew whether they come (REG1), and the change is kept as a revision. The fiscal year stays,
 * so that numbers have no gap.
 */
export const changeMeeting = command({
  name: 'change-meeting',
  summary: 'Changes the announced facts of a meeting that has not been opened.',
  input: v.strictObject({
    meetingId: id,
    ...meetingFacts,
    urgentReason: optionalLine(200),
    reason: optionalLine(200),
  }),
  action: 'meeting.call',
  about: (db, input) => meetingNamed(db, input.meetingId),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, { items }) {
    if (meeting.kind === 'written') return refuse('meeting-in-writing');
    if (!['draft', 'called', 'postponed'].includes(meeting.state)) {
      const over = meeting.state === 'closed' || meeting.state === 'cancelled';
      return refuse(over ? 'meeting-closed' : 'wrong-state', { params: { state: meeting.state } });
    }
    const refusal = factsRefusal(input, ctx.today);
    if (refusal) return refusal;
    const day = dayOf(input.startsAt);
    if (fiscalYearOf(day) !== meeting.fiscal_year)
      return refuse('bad-input', { field: 'startsAt', params: { why: 'fiscal-year' } });
    let urgentReason = meeting.urgent_reason;
    if (meeting.state === 'called' && day !== dayOf(meeting.starts_at)) {
      const { noticeDays } = (await currentRule(ctx.trx, meeting.council_id, day)).body;
      const call = { calledOn: ctx.today, meetingOn: day, noticeDays, urgentReason: input.urgentReason };
      const late = noticeRefusal(call);
      if (late) return late;
      urgentReason = noticeDaysGiven(ctx.today, day) < noticeDays ? input.urgentReason : null;
    }
    const facts = {
      starts_at: input.startsAt,
      ends_at: input.endsAt,
      place: input.place,
      online_url: input.onlineUrl ?? null,
      kind: input.kind,
      visibility: input.visibility,
      closed_reason: input.closedReason || null,
      observer_capacity: input.observerCapacity ?? null,
      urgent_reason: urgentReason,
    };
    await ctx.trx.updateTable('meeting').set(facts).where('id', '=', meeting.id).execute();
    await announce(ctx, meeting.id, 'change', input.startsAt, input.reason);
    if (meeting.state === 'called') await recordAgenda(ctx, { ...meeting, ...facts }, items, 'change');
    await ctx.audit('meeting', meeting.id, {
      startsAt: [meeting.starts_at, input.startsAt],
      endsAt: [meeting.ends_at, input.endsAt],
      placeChanged: meeting.place !== input.place,
      visibility: input.visibility,
      reason: input.reason,
    });
    ctx.effects.meetingChanged(meeting.id);
    if (meeting.visibility !== input.visibility) ctx.effects.rightsChanged('meeting', meeting.id);
    return { meetingId: meeting.id };
  },
});
