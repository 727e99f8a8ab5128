import * as v from 'valibot';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { factFaults, type AnnouncedFacts } from '#lib/domain/meeting/facts.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { newId } from '../../db/ids.ts';
import { nextMeetingNo } from '../../records/numbers.ts';
import { councilNamed } from '../council/about-council.ts';
import { command, personOf } from '../define.ts';
import { id, instant, line, optionalLine, webAddress } from '../fields.ts';
import { announce } from './announcing.ts';
import { openingItems } from './opening-items.ts';
import { placeWaiting, readWaiting } from './waiting-items.ts';

/** Facts of a meeting that its announcement carries; create-meeting and change-meeting take them. */
export const meetingFacts = {
  startsAt: instant,
  endsAt: instant,
  place: line(100),
  onlineUrl: v.optional(webAddress),
  kind: v.picklist(['live', 'hybrid']),
  visibility: v.picklist(['open', 'partly', 'closed']),
  closedReason: optionalLine(200),
  observerCapacity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9999))),
};

/** null when the facts go together; else the first fault (MTG20). `today`: 'YYYY-MM-DD'. */
export function factsRefusal(facts: AnnouncedFacts, today: string): Refusal | null {
  const [fault] = factFaults(facts, today);
  if (fault === undefined) return null;
  if (fault === 'end') return refuse('bad-input', { field: 'endsAt', params: { why: 'before-start' } });
  if (fault === 'reason') return refuse('reason-required', { field: 'closedReason' });
  return refuse('bad-input', { field: 'startsAt', params: { why: 'past' } });
}

/**
 * A meeting in preparation, with the next number of the council's fiscal year (R-HAC-01) and the usual
 * items on its agenda, due reviews and late tasks among them (R-HAC-20), and what was carried over without a meeting to go to
 * (REG14).
 */
export const createMeeting = command({
  name: 'create-meeting',
  summary: 'Prepares a meeting: number of the fiscal year, opening items, due reviews.',
  input: v.strictObject({ councilId: id, ...meetingFacts }),
  action: 'meeting.create',
  about: (db, input) => councilNamed(db, input.councilId),
  prepare: ({ db, words }, input) => readWaiting(db, words, input.councilId),
  async handle(ctx, input, _about, proposals) {
    const { trx } = ctx;
    const refusal = factsRefusal(input, ctx.today);
    if (refusal) return refusal;
    const day = dayOf(input.startsAt);
    const fiscalYear = fiscalYearOf(day);
    const seq = await nextMeetingNo(trx, input.councilId, fiscalYear);
    const meetingId = newId();
    await trx
      .insertInto('meeting')
      .values({
        id: meetingId,
        council_id: input.councilId,
        fiscal_year: fiscalYear,
        seq,
        kind: input.kind,
        starts_at: input.startsAt,
        ends_at: input.endsAt,
        place: input.place,
        online_url: input.onlineUrl ?? null,
        visibility: input.visibility,
        closed_reason: input.closedReason || null,
        observer_capacity: input.observerCapacity ?? null,
        state: 'draft',
        created_by: personOf(ctx),
        created_at: ctx.now,
      })
      .execute();
    const items = await openingItems(trx, { id: meetingId, councilId: input.councilId, day });
    await announce(ctx, meetingId, 'create', input.startsAt);
    ctx.effects.writeWords(agendaDoc(meetingId), { op: 'opening-items', items });
    const carried = await placeWaiting(ctx, { id: meetingId, councilId: input.councilId }, proposals);
    await ctx.audit('meeting', meetingId, { fiscalYear, seq, startsAt: input.startsAt, carried });
    ctx.effects.meetingChanged(meetingId);
    return { meetingId, fiscalYear, seq };
  },
});
