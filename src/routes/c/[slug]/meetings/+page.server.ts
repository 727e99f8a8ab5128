import { error, redirect } from '@sveltejs/kit';
import { addDays } from '#lib/domain/calendar/day.ts';
import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { deadlineIn } from '#lib/page/deadline-form.ts';
import { listPart, queryAsked } from '#lib/domain/lists/list-part.ts';
import { yearAsked } from '#lib/page/years.ts';
import { meetingInput, refusedMeeting } from './meeting-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The meetings of a council, one fiscal year at a time (`?year=`), the next one, and the form for a new one. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { council } = await parent();
  const list = await locals.app.read.meeting.year(locals.actor, params.slug, yearAsked(url));
  if (isRefusal(list)) error(404, { message: m.error_404_title({}, { locale: locals.actor.locale }) });
  const waiting = await locals.app.read.meeting.waiting(locals.actor, params.slug);
  const query = queryAsked(url);
  const found =
    query.trim() === '' ? null : await locals.app.read.meeting.search(locals.actor, params.slug, query);
  const now = locals.app.clock.now();
  const { last } = list;
  const from = last ? timeOf(last.startsAt) : '19:00';
  const to = last ? timeOf(last.endsAt) : '21:00';
  return {
    title: m.meetings_title({}, { locale: locals.actor.locale }),
    list,
    // what is looked for stands in any year
    part: listPart(found === null || isRefusal(found) ? list.meetings : found, url, { wordsOf: () => query }),
    waiting: listPart(isRefusal(waiting) ? [] : waiting, url, {
      name: 'waiting',
      wordsOf: ({ title }) => title,
    }),
    council,
    // what a council does is what it did last time
    fresh: {
      idempotencyKey: crypto.randomUUID(),
      day: addDays(dayOf(now), 14),
      from,
      // a last meeting that went past midnight says nothing of the next one's end
      to: to > from ? to : '',
      place: last?.place ?? '',
      kind: last && last.kind !== 'written' ? last.kind : 'hybrid',
      visibility: 'open',
    },
    freshWritten: { idempotencyKey: crypto.randomUUID(), day: addDays(dayOf(now), 14), time: '23:59' },
  };
};

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
  /** A meeting held in writing; goes on to its questions. */
  createWritten: async (event) => {
    const form = await event.request.formData();
    const council = await event.locals.app.read.council.bySlug(event.params.slug);
    if (isRefusal(council)) error(404);
    const input = {
      councilId: council.id,
      closesAt: deadlineIn(form),
      visibility: textOf(form, 'visibility'),
      closedReason: textOf(form, 'closedReason'),
    };
    const acted = await actForm<{ meetingId: string }>(event, 'create-written-meeting', input, form);
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${event.params.slug}/meetings/${acted.result.meetingId}/writing`);
  },
};
