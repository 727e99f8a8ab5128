import type { CouncilView } from '#server/queries/council/council.ts';

/** Which of what waits is on a page, and which of all that is. */
export interface WaitingPage {
  readonly query: string;
  readonly ids: readonly string[];
  readonly shown: {
    readonly page: number;
    readonly pages: number;
    readonly from: number;
    readonly to: number;
    /** How many wait, or were found. */
    readonly n: number;
  };
}

/** The page of waiting issues that the address asks for: `q` words, `page` its number, `at` an issue that stands on it. */
export async function waitingPage(
  { app, actor }: App.Locals,
  council: Pick<CouncilView, 'id'>,
  search: URLSearchParams,
  perPage: number,
): Promise<WaitingPage> {
  const { read } = app;
  const query = (search.get('q') ?? '').slice(0, 100);
  const cards = await read.issues.waitingCards(actor, council.id);
  const found = query.trim() === '' ? null : await read.issues.searchWaiting(actor, council.id, query);
  const ids = cards.map(({ id }) => id).filter((id) => found === null || found.includes(id));
  const pages = Math.max(1, Math.ceil(ids.length / perPage));
  const at = ids.indexOf(search.get('at') ?? '');
  const asked = at < 0 ? Number(search.get('page') ?? 1) : Math.floor(at / perPage) + 1;
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  const from = (page - 1) * perPage;
  return {
    query,
    ids: ids.slice(from, from + perPage),
    shown: { page, pages, from: from + 1, to: Math.min(from + perPage, ids.length), n: ids.length },
  };
}
