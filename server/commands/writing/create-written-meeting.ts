import * as v from 'valibot';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { procedures, longestDays } from '#lib/domain/writing/standing.ts';
import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuse } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { newId } from '../../db/ids.ts';
import { nextMeetingNo } from '../../records/numbers.ts';
import { councilNamed } from '../council/about-council.ts';
import { command, personOf } from '../define.ts';
import { id, instant, optionalLine } from '../fields.ts';
import { announce } from '../meeting/announcing.ts';

const dayMs = 86_400_000;

/**
 * A meeting held in writing, in preparation (WRT1): it takes the next number of the fiscal year like any other, begins
 * today and ends with the minute named as its deadline. Refuses `bad-input` at `closesAt` for one that is past or more than
 * 92 days away, `reason-required` where something is closed without a reason.
 */
export const createWrittenMeeting = command({
  name: 'create-written-meeting',
  summary: 'Prepares a meeting held in writing, with the deadline for its answers.',
  input: v.strictObject({
    councilId: id,
    procedure: v.optional(v.picklist(procedures), 'opinion'),
    /** The minute up to whose end answers are in time. */
    closesAt: instant,
    visibility: v.picklist(['open', 'partly', 'closed']),
    closedReason: optionalLine(200),
  }),
  action: 'meeting.create',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const { trx, now } = ctx;
    if (input.closesAt <= now) return refuse('bad-input', { field: 'closesAt', params: { why: 'past' } });
    if (input.closesAt - now > longestDays * dayMs)
      return refuse('bad-input', { field: 'closesAt', params: { why: 'far' } });
    if (input.visibility !== 'open' && input.closedReason === '')
      return refuse('reason-required', { field: 'closedReason' });
    const fiscalYear = fiscalYearOf(dayOf(now));
    const seq = await nextMeetingNo(trx, input.councilId, fiscalYear);
    const meetingId = newId();
    await trx
      .insertInto('meeting')
      .values({
        id: meetingId,
        council_id: input.councilId,
        fiscal_year: fiscalYear,
        seq,
        kind: 'written',
        starts_at: now,
        ends_at: input.closesAt,
        place: '',
        online_url: null,
        visibility: input.visibility,
        closed_reason: input.closedReason || null,
        observer_capacity: null,
        state: 'draft',
        created_by: personOf(ctx),
        created_at: now,
      })
      .execute();
    await trx.insertInto('writing').values({ meeting_id: meetingId, procedure: input.procedure }).execute();
    await announce(ctx, meetingId, 'create', now);
    const title = m.writing_item({}, { locale: recordLocale });
    ctx.effects.writeWords(agendaDoc(meetingId), {
      op: 'opening-items',
      items: [{ id: newId(), type: 'discussion', title, minutes: 0 }],
    });
    await ctx.audit('meeting', meetingId, { fiscalYear, seq, procedure: input.procedure });
    ctx.effects.meetingChanged(meetingId);
    return { meetingId, fiscalYear, seq };
  },
});
