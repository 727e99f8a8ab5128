import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { isSealed } from '#lib/domain/minutes/state.ts';
import { placeWords } from '#lib/domain/minutes/changes.ts';
import { factsPlace } from '#lib/domain/minutes/corrections.ts';
import { meetingNo } from '#lib/text/meeting.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Errata to sealed minutes: asked for by who took part, decided as the rules say, and sealed behind them. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { minutes: read } = locals.app.read;
  const view = await read.view(locals.actor, params.id);
  if (isRefusal(view)) turnedAway(event, view);
  if (view.meeting.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  const page = `/c/${params.slug}/meetings/${params.id}/minutes`;
  const { document, disclosures, state } = view;
  if (state === 'none' || !isSealed(state) || !document) redirect(303, page);
  const asked = await read.askedErrata(locals.actor, params.id);
  if (isRefusal(asked)) redirect(303, page);
  const { locale } = locals.actor;
  const hidden = m.minutes_name_hidden({}, { locale });
  return {
    title: m.errata_title({}, { locale }),
    fullTitle: m.ui_page_title({ page: m.errata_title({}, { locale }) }, { locale }),
    meetingNo: meetingNo(view.meeting.seq, locale),
    view,
    asked,
    places: [
      { place: factsPlace, title: '' },
      ...placeWords({ document, disclosures }, hidden).map(({ place, title }) => ({ place, title })),
    ],
    key: crypto.randomUUID(),
  };
};

/** After an act the page is read anew, so that a reload does not send the form again. */
async function acted(event: RequestEvent, command: string, input: object, form: FormData) {
  const answer = await actForm(event, command, input, form);
  if (!('result' in answer)) return answer;
  redirect(303, event.url.pathname);
}

export const actions: Actions = {
  propose: async (event) => {
    const form = await event.request.formData();
    const input = {
      meetingId: event.params.id,
      place: textOf(form, 'place'),
      quote: textOf(form, 'quote'),
      wording: textOf(form, 'wording'),
      why: textOf(form, 'why'),
    };
    return acted(event, 'add-erratum', input, form);
  },
  sign: async (event) => {
    const form = await event.request.formData();
    return acted(event, 'sign-erratum', { erratumId: textOf(form, 'erratumId') }, form);
  },
  decline: async (event) => {
    const form = await event.request.formData();
    const input = { erratumId: textOf(form, 'erratumId'), answer: textOf(form, 'answer') };
    return acted(event, 'decline-erratum', input, form);
  },
  seal: async (event) => {
    const form = await event.request.formData();
    return acted(event, 'seal-erratum', { erratumId: textOf(form, 'erratumId') }, form);
  },
};
