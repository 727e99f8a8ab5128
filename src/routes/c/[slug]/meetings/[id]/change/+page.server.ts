import { redirect } from '@sveltejs/kit';
import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { meetingInput, refusedMeeting } from '../../meeting-form.ts';
import { readMeeting } from '../read-meeting.ts';
import type { Actions, PageServerLoad } from './$types';

/** Date, place and announcement of a meeting that has not been opened; and calling it off. */
export const load: PageServerLoad = async (event) => {
  const { may } = await event.parent();
  const meeting = await readMeeting(event);
  // the deadline of one held in writing is put off on its own page
  if (meeting.kind === 'written') redirect(307, `/c/${event.params.slug}/meetings/${meeting.id}/writing`);
  if (!may['meeting.call'])
    turnedAway(event, { refused: event.locals.me ? 'forbidden' : 'session-required' });
  return {
    title: m.meeting_change_title({}, { locale: event.locals.actor.locale }),
    meeting,
    possible: ['draft', 'called', 'postponed'].includes(meeting.state),
    idempotencyKey: crypto.randomUUID(),
    values: {
      day: dayOf(meeting.startsAt),
      from: timeOf(meeting.startsAt),
      to: timeOf(meeting.endsAt),
      place: meeting.place,
      kind: meeting.kind,
      onlineUrl: meeting.onlineUrl ?? '',
      visibility: meeting.visibility,
      closedReason: meeting.closedReason ?? '',
      observerCapacity: meeting.observerCapacity === null ? '' : String(meeting.observerCapacity),
    },
  };
};

export const actions: Actions = {
  change: async (event) => {
    const form = await event.request.formData();
    const faulty = refusedMeeting(event, form);
    if (faulty) return faulty;
    const acted = await actForm(
      event,
      'change-meeting',
      {
        meetingId: event.params.id,
        ...meetingInput(form),
        urgentReason: textOf(form, 'urgentReason'),
        reason: textOf(form, 'changeReason'),
      },
      form,
    );
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${event.params.slug}/meetings/${event.params.id}`);
  },
  postpone: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(
      event,
      'postpone-meeting',
      { meetingId: event.params.id, reason: textOf(form, 'postponeReason') },
      form,
    );
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${event.params.slug}/meetings/${event.params.id}`);
  },
  cancel: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(
      event,
      'cancel-meeting',
      { meetingId: event.params.id, reason: textOf(form, 'reason') },
      form,
    );
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${event.params.slug}/meetings`);
  },
};
