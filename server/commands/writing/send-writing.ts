import * as v from 'valibot';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { noticeDaysGiven, noticeRefusal } from '#lib/domain/calendar/notice.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { newId, newSlipCode } from '../../db/ids.ts';
import { ruleOfMeeting } from '../../records/register.ts';
import { seatsOfMeeting, writeRoll } from '../../records/roll.ts';
import { command, personOf } from '../define.ts';
import { id, optionalLine } from '../fields.ts';
import { leaveAgenda } from '../issues/left-agenda.ts';
import { readAgendaWords, recordAgenda } from '../meeting/agenda-record.ts';
import { announce } from '../meeting/announcing.ts';
import { writingNamed } from './about-writing.ts';
import { draftRefusal, freezeQuestions, readDraft } from './questionnaire-rows.ts';

/**
 * Sends a written meeting out (WRT1): what is asked is frozen, the roll is written down, every seat gets a link of its own
 * (WRT10), and answers are taken until the deadline. Needs the days of notice up to the deadline, or an urgent reason
 * (CAL8). Refuses `questionnaire-faulty`, `roll-empty`, `agenda-empty`.
 */
export const sendWriting = command({
  name: 'send-writing',
  summary: 'Sends a written meeting out: freezes its questionnaire and roll, makes a link for every seat.',
  input: v.strictObject({ meetingId: id, urgentReason: optionalLine(200) }),
  action: 'meeting.call',
  about: (db, input) => writingNamed(db, input.meetingId),
  holdsWords: true,
  async prepare(tools, input) {
    const { items } = await readAgendaWords(tools, input.meetingId);
    return { items, drafts: await readDraft(tools.words, input.meetingId) };
  },
  async handle(ctx, input, { meeting }, { items, drafts }) {
    const { trx, now } = ctx;
    if (meeting.state !== 'draft')
      return refuse(meeting.state === 'called' ? 'already-done' : 'meeting-closed');
    const faulty = draftRefusal(drafts);
    if (faulty) return faulty;
    const { noticeDays } = (await ruleOfMeeting(trx, meeting)).body;
    const until = dayOf(meeting.ends_at);
    const late = noticeRefusal({
      calledOn: ctx.today,
      meetingOn: until,
      noticeDays,
      urgentReason: input.urgentReason,
    });
    if (late) return { ...late, field: 'closesAt' };
    if (meeting.ends_at <= now) return refuse('bad-input', { field: 'closesAt', params: { why: 'past' } });
    const nameless = items.findIndex((item) => item.title.trim() === '');
    if (items.length === 0 || nameless >= 0) return refuse('agenda-empty', { field: 'agenda' });
    const urgent = noticeDaysGiven(ctx.today, until) < noticeDays;
    await recordAgenda(ctx, meeting, items, 'call');
    await leaveAgenda(
      ctx,
      meeting.id,
      items.map((item) => item.issueId),
    );
    await trx
      .updateTable('meeting')
      .set({
        state: 'called',
        called_at: now,
        starts_at: now,
        urgent_reason: urgent ? input.urgentReason : null,
      })
      .where('id', '=', meeting.id)
      .execute();
    const seats = await seatsOfMeeting(trx, { ...meeting, starts_at: now });
    if (seats.length === 0) return refuse('roll-empty');
    await writeRoll(trx, meeting.id, seats);
    await trx
      .insertInto('written_link')
      .values(
        seats.map((seat) => ({
          id: newId(),
          meeting_id: meeting.id,
          seat_id: seat.id,
          code: newSlipCode(),
          made_at: now,
          sent_way: null,
          sent_at: null,
          sent_by: null,
          opened_at: null,
        })),
      )
      .execute();
    await trx
      .insertInto('writing_deadline')
      .values({
        meeting_id: meeting.id,
        no: 1,
        closes_at: meeting.ends_at,
        reason: '',
        at: now,
        set_by: personOf(ctx),
      })
      .execute();
    const { hash } = await freezeQuestions(ctx, meeting.id, drafts, null, '');
    await announce(ctx, meeting.id, 'call', now);
    await ctx.audit('meeting', meeting.id, {
      state: 'called',
      until,
      urgent,
      questions: drafts.length,
      hash,
      seats: seats.length,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { seats: seats.length, questions: drafts.length };
  },
});
