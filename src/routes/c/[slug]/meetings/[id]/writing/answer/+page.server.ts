import { isRefusal } from '#lib/domain/refusal.ts';
import { actForm } from '#lib/page/acts.ts';
import { answered, answerInput } from '#lib/page/answer-acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A plain form with one small script of its own. */
export const csr = false;

async function readForm(event: Pick<RequestEvent, 'locals' | 'params' | 'url'>) {
  const view = await event.locals.app.read.writing.ownForm(event.locals.actor, event.params.id);
  if (isRefusal(view)) turnedAway(event, view);
  if (view.council.slug !== event.params.slug) turnedAway(event, { refused: 'not-found' });
  return view;
}

/** A member's own form in a written meeting. */
export const load: PageServerLoad = async (event) => ({
  title: m.answer_page_title({}, { locale: event.locals.actor.locale }),
  view: await readForm(event),
  now: event.locals.app.clock.now(),
  key: crypto.randomUUID(),
});

const act = async (event: RequestEvent, draft: boolean) => {
  const form = await event.request.formData();
  const { asked } = await readForm(event);
  const input = { meetingId: event.params.id, ...answerInput(form, asked.questions), draft };
  return answered(await actForm(event, 'answer-writing', input, form), draft);
};

export const actions: Actions = {
  send: async (event) => act(event, false),
  draft: async (event) => act(event, true),
};
