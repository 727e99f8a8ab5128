import type { ClosingView } from '#server/queries/meeting/closing.ts';

/** How long until it is asked again where the line was gone at the closing, ms. */
const again = 20_000;

/**
 * What a page that stands open shows when the meeting closes. `closed` says whether it has; the answer is asked for
 * once, within a few seconds that spread the phones of a hall, and again while there is no line.
 */
export function closingFor(
  href: () => string,
  closed: () => boolean,
  first: ClosingView | null,
): { readonly view: ClosingView | null } {
  let view = $state.raw(first);
  $effect(() => {
    if (!closed() || view) return;
    const address = `${href()}/closing`;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const answer = await fetch(address).catch(() => null);
      if (answer?.ok) view = (await answer.json()) as ClosingView;
      else timer = setTimeout(ask, again);
    };
    timer = setTimeout(ask, Math.random() * 1_000);
    return () => clearTimeout(timer);
  });
  return {
    get view() {
      return view;
    },
  };
}
