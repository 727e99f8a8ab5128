import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** A sheet of paper: nothing on it moves. */
export const csr = false;

/** What was asked, as its letter, for print. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const one = await locals.app.read.consultations.one(locals.actor, params.slug, params.no);
  return isRefusal(one) ? turnedAway(event, one) : { bare: true, one };
};
