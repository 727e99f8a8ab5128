import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** How far the council is prepared. */
export const load: PageServerLoad = async (event) => {
  const { app, actor } = event.locals;
  const council = await app.read.council.bySlug(event.params.slug);
  if (isRefusal(council)) return turnedAway(event, council);
  const home = await app.read.council.home(actor, event.params.slug);
  if (isRefusal(home)) return turnedAway(event, home);
  return { ruleVersion: council.rules.version, met: home.next !== null || home.figures.meetings > 0 };
};
