import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { askedInput } from './asked-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Lists and forms: nothing on it moves. */
export const csr = false;

/** What a council was asked, and what it asks of proposals itself. */
export const load: PageServerLoad = async (event) => ({
  title: m.consultations_title({}, { locale: event.locals.actor.locale }),
  page: await pageOf(event),
  key: crypto.randomUUID(),
});

export const actions: Actions = {
  enter: async (event) => {
    const form = await event.request.formData();
    const { councilId } = await pageOf(event);
    const input = { councilId, ...askedInput(form) };
    const done = await actForm<{ no: string }>(event, 'enter-consultation', input, form);
    if (!('result' in done)) return done;
    redirect(303, `/c/${event.params.slug}/consultations/${done.result.no}`);
  },
  criteria: async (event) => {
    const form = await event.request.formData();
    const { councilId } = await pageOf(event);
    const criteria = textOf(form, 'criteria')
      .split(/\r\n|\n|\r/)
      .map((line) => line.trim())
      .filter(Boolean);
    const done = await actForm(event, 'set-criteria', { councilId, criteria }, form);
    if (!('result' in done)) return done;
    redirect(303, `/c/${event.params.slug}/consultations#criteria`);
  },
};

async function pageOf(event: RequestEvent) {
  const page = await event.locals.app.read.consultations.list(event.locals.actor, event.params.slug);
  return isRefusal(page) ? turnedAway(event, page) : page;
}
