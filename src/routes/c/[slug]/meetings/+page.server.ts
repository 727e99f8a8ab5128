import { error, redirect } from '@sveltejs/kit';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { addDays } from '#lib/domain/calendar/day.ts';
import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm } from '#lib/page/acts.ts';
import { meetingInput, refusedMeeting } from './meeting-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The meetings of a council by fiscal year, the next one first, and the form for a new one. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { council } = await parent();
  const meetings = await locals.app.read.meeting.list(locals.actor, params.slug);
  if (isRefusal(meetings)) error(404, { message: m.error_404_title({}, { locale: locals.actor.locale }) });
  const now = locals.app.clock.now();
  const ahead = meetings.filter(
    (meeting) => meeting.state === 'in_session' || meeting.state === 'recess' || isAhead(meeting, now),
  );
  const next = ahead.at(-1) ?? null;
  const last = meetings[0];
  return {
    title: m.meetings_title({}, { locale: locals.actor.locale }),
    meetings,
    next,
    thisYear: fiscalYearOf(dayOf(now)),
    council,
    // what a council does is what it did last time
    fresh: {
      idempotencyKey: crypto.randomUUID(),
      day: addDays(dayOf(now), 14),
      from: last ? timeOf(last.startsAt) : '19:00',
      to: last ? timeOf(last.endsAt) : '21:00',
      place: last?.place ?? '',
      kind: last?.kind ?? 'hybrid',
      visibility: 'open',
    },
  };
};

function isAhead(meeting: { state: string; endsAt: number }, now: number): boolean {
  return (meeting.state === 'draft' || meeting.state === 'called') && meeting.endsAt > now;
}

export const actions: Actions = {
  /** A new meeting; goes on to its room. */
  create: async (event) => {
    const form = await event.request.formData();
    const council = await event.locals.app.read.council.bySlug(event.params.slug);
    if (isRefusal(council)) error(404);
    const faulty = refusedMeeting(event, form);
    if (faulty) return faulty;
    const acted = await actForm<{ meetingId: string }>(
      event,
      'create-meeting',
      { councilId: council.id, ...meetingInput(form) },
      form,
    );
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${event.params.slug}/meetings/${acted.result.meetingId}`);
  },
};
