import type { RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { CouncilView } from '#server/queries/council/council.ts';
import { textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';

/** The council whose settings are changed. */
export async function councilOf(event: RequestEvent): Promise<CouncilView> {
  const council = await event.locals.app.read.council.bySlug(event.params.slug ?? '');
  return isRefusal(council) ? turnedAway(event, council) : council;
}

/** The fields of a form that were filled in, as a command's input. */
export function filled(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, textOf(form, name)]).filter(([, value]) => value !== ''),
  ) as Record<string, string>;
}
