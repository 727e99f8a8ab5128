import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** One version, beside the one before it or the one asked for (`?with=`). */
export const load: PageServerLoad = async (event) => {
  const { app, actor } = event.locals;
  const view = await app.read.council.rules(actor, event.params.slug);
  if (isRefusal(view)) turnedAway(event, view);
  const of = (version: number) => view.versions.find((one) => one.version === version);
  const shown = of(Number(event.params.version));
  if (!shown) turnedAway(event, refuse('not-found'));
  const asked = event.url.searchParams.get('with');
  const other = of(asked === null ? shown.version - 1 : Number(asked)) ?? null;
  return { shown, other, numbers: view.versions.map(({ version }) => version) };
};
