import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingNo, meetingTitle } from '#lib/text/meeting.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { qrRows } from '#lib/page/qr.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { circulateInput } from './circulate-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** A page of print: no script; signing and sealing are plain forms. Writing has a page of its own. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const { minutes: read } = locals.app.read;
  const view = await read.view(locals.actor, params.id);
  if (isRefusal(view)) turnedAway(event, view);
  const { meeting, state, may } = view;
  if (meeting.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  if (state === 'drafting' && may.write) redirect(303, `${url.pathname}/draft`);
  const draft = state === 'drafting' ? await read.draft(locals.actor, params.id) : null;
  const again =
    state === 'circulated' && may.circulate ? await read.circulate(locals.actor, params.id) : null;
  const { locale } = locals.actor;
  const address = `${url.origin}${url.pathname}`;
  return {
    title: m.minutes_short({}, { locale }),
    fullTitle: m.minutes_page_title(
      { meeting: meetingTitle(meeting, meeting.council.name, locale) },
      { locale },
    ),
    meetingNo: meetingNo(meeting.seq, locale),
    view,
    draft: isRefusal(draft) ? null : draft,
    again: isRefusal(again) ? null : again,
    asking: url.searchParams.get('confirm') === 'seal' && may.seal && view.circulation?.complete === true,
    address,
    qr: view.seal ? qrRows(address) : [],
    key: crypto.randomUUID(),
  };
};

/** After an act the page is read anew, so that a reload does not send the form again. */
function done(event: { url: URL }): never {
  redirect(303, event.url.pathname);
}

export const actions: Actions = {
  sign: async (event) => {
    const form = await event.request.formData();
    const input = { meetingId: textOf(form, 'meetingId'), textHash: textOf(form, 'textHash') };
    const answer = await actForm(event, 'sign-minutes', input, form);
    return 'result' in answer ? done(event) : answer;
  },
  read: async (event) => {
    const form = await event.request.formData();
    const input = { meetingId: textOf(form, 'meetingId'), textHash: textOf(form, 'textHash') };
    const answer = await actForm(event, 'confirm-reading', input, form);
    return 'result' in answer ? done(event) : answer;
  },
  seal: async (event) => {
    const form = await event.request.formData();
    const input = { meetingId: textOf(form, 'meetingId'), textHash: textOf(form, 'textHash') };
    const answer = await actForm(event, 'seal-minutes', input, form);
    return 'result' in answer ? done(event) : answer;
  },
  publish: async (event) => {
    const form = await event.request.formData();
    const answer = await actForm(event, 'publish-minutes', { meetingId: textOf(form, 'meetingId') }, form);
    return 'result' in answer ? done(event) : answer;
  },
  circulate: async (event) => {
    const form = await event.request.formData();
    const answer = await actForm(event, 'circulate-minutes', circulateInput(form), form);
    return 'result' in answer ? done(event) : answer;
  },
};
