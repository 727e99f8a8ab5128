import type { RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { CouncilView } from '#server/queries/council/council.ts';
import { textOf, type RefusedForm } from '#lib/page/acts.ts';
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

/** The refusal of one of several forms on a page: which one stands in the hidden field `which`. */
export function refusedIn(form: unknown, which: string): RefusedForm | null {
  const refused = form as Partial<RefusedForm> | null;
  return refused?.refusal && refused.values?.which === which ? (refused as RefusedForm) : null;
}
