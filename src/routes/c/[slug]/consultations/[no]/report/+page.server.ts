import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** A sheet of paper: nothing on it moves. */
export const csr = false;

/** The reply as a letter, for print: as it went out, or as it was adopted; there is none before. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const one = await locals.app.read.consultations.one(locals.actor, params.slug, params.no);
  if (isRefusal(one)) return turnedAway(event, one);
  const words = one.report ?? one.adopted;
  return words ? { bare: true, one, words } : turnedAway(event, { refused: 'not-found' });
};
