import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The council's criteria, asked of each item of business of a meeting (CRI2). */
export const load: PageServerLoad = async (event) => ({
  title: m.criteria_of({}, { locale: event.locals.actor.locale }),
  view: await viewOf(event),
  key: crypto.randomUUID(),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { criteria } = await viewOf(event);
    const answers = criteria.flatMap(({ id }) => {
      const answer = textOf(form, `answer-${id}`);
      return answer === '' ? [] : [{ criterionId: id, answer, sentence: textOf(form, `sentence-${id}`) }];
    });
    const itemId = textOf(form, 'itemId');
    const done = await actForm(event, 'answer-criteria', { itemId, answers }, form);
    if (!('result' in done)) return done;
    redirect(303, `${event.url.pathname}#item-${itemId}`);
  },
};

async function viewOf(event: RequestEvent) {
  const { locals, params } = event;
  const view = await locals.app.read.meeting.criteria(locals.actor, params.id);
  if (isRefusal(view)) return turnedAway(event, view);
  return view.meeting.council.slug === params.slug ? view : turnedAway(event, { refused: 'not-found' });
}
