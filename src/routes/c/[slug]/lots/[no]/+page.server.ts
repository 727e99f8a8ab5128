import { isRefusal } from '#lib/domain/refusal.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** To read, to print, and to press once. Reckoning again is a page of its own. */
export const csr = false;

/** One draw: its list once it is fixed, its result once it is made. */
export const load: PageServerLoad = async (event) => {
  const lot = await lotOf(event);
  return { title: lot.announced.title, lot, key: crypto.randomUUID() };
};

export const actions: Actions = {
  draw: async (event) => {
    const form = await event.request.formData();
    const { id } = await lotOf(event);
    return actForm(event, 'draw-lot', { drawId: id, said: textOf(form, 'said') }, form);
  },
  aside: async (event) => {
    const form = await event.request.formData();
    const { id } = await lotOf(event);
    return actForm(event, 'set-lot-aside', { drawId: id, reason: textOf(form, 'reason') }, form);
  },
};

async function lotOf(event: RequestEvent) {
  const { locals, params } = event;
  const lot = await locals.app.read.lots.one(locals.actor, params.slug, params.no);
  return isRefusal(lot) ? turnedAway(event, lot) : lot;
}
