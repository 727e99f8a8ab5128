import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { turnedAway } from '#lib/page/turned-away.ts';
import { yearAsked } from '#lib/page/years.ts';
import type { PageServerLoad } from './$types';

/** A register to read and to print: nothing on it moves. */
export const csr = false;

/** The register of decisions, one fiscal year at a time (`?year=`); the street sees what is sealed. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const register = await locals.app.read.decisions.year(locals.actor, params.slug, yearAsked(url));
  if (isRefusal(register)) turnedAway(event, register);
  return { title: m.place_decisions({}, { locale: locals.actor.locale }), register };
};
