import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { listPart, queryAsked } from '#lib/domain/lists/list-part.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { yearAsked } from '#lib/page/years.ts';
import type { PageServerLoad } from './$types';

/** A register to read and to print: nothing on it moves. */
export const csr = false;

/** The register of decisions, one fiscal year at a time (`?year=`), or what is found in all of them (`?q=`); the street sees what is sealed. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const register = await locals.app.read.decisions.year(locals.actor, params.slug, yearAsked(url));
  if (isRefusal(register)) turnedAway(event, register);
  const query = queryAsked(url);
  const found =
    query.trim() === '' ? null : await locals.app.read.decisions.search(locals.actor, params.slug, query);
  return {
    title: m.place_decisions({}, { locale: locals.actor.locale }),
    register,
    // what is looked for stands in any year
    part: listPart(found === null || isRefusal(found) ? register.lines : found, url, {
      wordsOf: () => query,
    }),
  };
};
