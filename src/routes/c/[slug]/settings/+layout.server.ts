import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { LayoutServerLoad } from './$types';

/** The roster is on every page of the settings; whoever is not of the council is turned away. */
export const load: LayoutServerLoad = async (event) => {
  const { locals, params } = event;
  const roster = await locals.app.read.council.roster(locals.actor, params.slug);
  return isRefusal(roster) ? turnedAway(event, roster) : { roster, key: crypto.randomUUID() };
};
