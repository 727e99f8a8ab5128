import { redirect } from '@sveltejs/kit';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { isSealed } from '#lib/domain/minutes/state.ts';
import { meetingNo } from '#lib/text/meeting.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Corrections to minutes that go round: proposed beside the text (`?place=`), answered by the recorder. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const { minutes: read } = locals.app.read;
  const view = await read.view(locals.actor, params.id);
  if (isRefusal(view)) turnedAway(event, view);
  if (view.meeting.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  const page = `/c/${params.slug}/meetings/${params.id}/minutes`;
  if (view.state !== 'none' && isSealed(view.state)) redirect(303, `${page}/errata`);
  const correcting = await read.correcting(locals.actor, params.id);
  if (isRefusal(correcting)) {
    // before anything went round, and for whoever may not read it, the minutes say what there is
    if (correcting.refused === 'session-required') turnedAway(event, correcting);
    redirect(303, page);
  }
  const { locale } = locals.actor;
  const asked = url.searchParams.get('place');
  return {
    title: m.correction_title({}, { locale }),
    fullTitle: m.ui_page_title({ page: m.correction_title({}, { locale }) }, { locale }),
    meetingNo: meetingNo(view.meeting.seq, locale),
    view,
    correcting,
    place: correcting.places.find(({ place }) => place === asked) ?? null,
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
    // a passage nobody chose is not taken for something to add
    if (!form.has('quote')) return refusedForm(event, refuse('passage-absent', { field: 'quote' }), form);
    const input = {
      meetingId: event.params.id,
      textHash: textOf(form, 'textHash'),
      place: textOf(form, 'place'),
      quote: textOf(form, 'quote'),
      wording: textOf(form, 'wording'),
      why: textOf(form, 'why'),
      ownWords: form.has('ownWords'),
    };
    return acted(event, 'request-correction', input, form);
  },
  take: async (event) => {
    const form = await event.request.formData();
    const input = {
      correctionId: textOf(form, 'correctionId'),
      taken: true,
      ...(form.has('text') && { text: textOf(form, 'text'), before: textOf(form, 'before') }),
      answer: textOf(form, 'answer'),
    };
    return acted(event, 'answer-correction', input, form);
  },
  decline: async (event) => {
    const form = await event.request.formData();
    const input = {
      correctionId: textOf(form, 'correctionId'),
      taken: false,
      answer: textOf(form, 'answer'),
    };
    return acted(event, 'answer-correction', input, form);
  },
  withdraw: async (event) => {
    const form = await event.request.formData();
    return acted(event, 'withdraw-correction', { correctionId: textOf(form, 'correctionId') }, form);
  },
};
