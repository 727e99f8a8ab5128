import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingNo, meetingTitle } from '#lib/text/meeting.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { circulateInput } from '../circulate-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The draft, live for those who write it; everybody else and every other state belong on the page above. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { minutes: read } = locals.app.read;
  const view = await read.view(locals.actor, params.id);
  if (isRefusal(view)) turnedAway(event, view);
  const { meeting, may, state, due } = view;
  const page = `/c/${params.slug}/meetings/${params.id}/minutes`;
  if (meeting.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  if (state !== 'drafting' || !may.write) redirect(303, page);
  const draft = await read.draft(locals.actor, params.id);
  if (isRefusal(draft)) turnedAway(event, draft);
  const circulate = may.circulate ? await read.circulate(locals.actor, params.id) : null;
  const { locale } = locals.actor;
  return {
    title: m.minutes_short({}, { locale }),
    fullTitle: m.minutes_page_title(
      { meeting: meetingTitle(meeting, meeting.council.name, locale) },
      { locale },
    ),
    meetingNo: meetingNo(meeting.seq, locale),
    meeting,
    due,
    draft,
    circulate: isRefusal(circulate) ? null : circulate,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const answer = await actForm(event, 'circulate-minutes', circulateInput(form), form);
    if (!('result' in answer)) return answer;
    redirect(303, `/c/${event.params.slug}/meetings/${event.params.id}/minutes`);
  },
};
