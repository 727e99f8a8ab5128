import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';

/** What a page of a written meeting reads; otherwise the visitor is turned away in words. */
export async function ofThisCouncil<V extends { readonly council: { readonly slug: string } }>(
  event: { locals: App.Locals; url: URL; params: { slug: string } },
  asked: Promise<V | Refusal>,
): Promise<V> {
  const view = await asked;
  if (isRefusal(view)) return turnedAway(event, view);
  if (view.council.slug !== event.params.slug) return turnedAway(event, { refused: 'not-found' });
  return view;
}
