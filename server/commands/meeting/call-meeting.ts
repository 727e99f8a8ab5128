import * as v from 'valibot';
import { noticeDaysGiven, noticeRefusal } from '#lib/domain/calendar/notice.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { ruleOfMeeting } from '../../records/register.ts';
import { readAgendaWords, recordAgenda } from './agenda-record.ts';
import { announce } from './announcing.ts';
import { command } from '../define.ts';
import { id, optionalLine } from '../fields.ts';
import { leaveAgenda } from '../issues/left-agenda.ts';
import { moveMeeting } from './meeting-moves.ts';

/**
 * The call (招集): from here on date, place and agenda are announced, material numbers are fixed, and what
 * changes is kept as a revision. Needs the days of notice of the rule set, or an urgent reason (CAL8).
 */
export const callMeeting = command({
  name: 'call-meeting',
  summary: 'Calls a meeting: announces it with its agenda; short notice needs an urgent reason.',
  input: v.strictObject({ meetingId: id, urgentReason: optionalLine(200) }),
  action: 'meeting.call',
  about: (db, input) => meetingNamed(db, input.meetingId),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, { items }) {
    const state = moveMeeting(meeting, 'call');
    if (isRefusal(state)) return state;
    const { body: rule } = await ruleOfMeeting(ctx.trx, meeting);
    const meetingOn = dayOf(meeting.starts_at);
    const given = noticeDaysGiven(ctx.today, meetingOn);
    const late = noticeRefusal({
      calledOn: ctx.today,
      meetingOn,
      noticeDays: rule.noticeDays,
      urgentReason: input.urgentReason,
    });
    if (late) return late;
    if (items.length === 0) return refuse('agenda-empty', { field: 'agenda' });
    const nameless = items.findIndex((item) => item.title.trim() === '');
    if (nameless >= 0) return refuse('agenda-empty', { field: `agenda[${nameless}].title` });
    const urgent = given < rule.noticeDays;
    await recordAgenda(ctx, meeting, items, 'call');
    await leaveAgenda(
      ctx,
      meeting.id,
      items.map((item) => item.issueId),
    );
    await ctx.trx
      .updateTable('meeting')
      .set({ state, called_at: ctx.now, urgent_reason: urgent ? input.urgentReason : null })
      .where('id', '=', meeting.id)
      .execute();
    await announce(ctx, meeting.id, 'call', meeting.starts_at);
    await ctx.audit('meeting', meeting.id, {
      state,
      noticeDays: rule.noticeDays,
      given,
      urgent,
      items: items.length,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { state, calledAt: ctx.now, urgent };
  },
});
