import { m } from '#lib/paraglide/messages.js';
import { countsOf } from '../first-cards.ts';
import { filterOf, passes } from '../filter.ts';
import { partOf } from './part.ts';
import type { PageServerLoad } from './$types';

/** The board as the street reads it: published issues, no script. One column goes on with `?column=…&from=…`. */
export const csr = false;

const nobody: ReadonlySet<string> = new Set();

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const { read, clock } = locals.app;
  const cards = await read.issues.cards(council.id);
  const filter = filterOf(url.searchParams);
  const found = (await read.issues.search(council.id, filter.words)).map(({ id }) => id);
  const texts = new Set(found);
  const wanted = cards.filter((card) => passes(card, filter, nobody, texts));
  return {
    title: m.board_title(),
    strategies: (await read.issues.lists(council.id)).strategies,
    now: clock.now(),
    late: Object.fromEntries(
      (await read.issues.late(council.id)).map(({ issueId, since }) => [issueId, since]),
    ),
    filter,
    /** The whole board: what can be filtered by, and its counts. */
    cards,
    counts: countsOf(cards),
    wantedCounts: countsOf(wanted),
    part: partOf(wanted, url.searchParams),
    earlier: await read.issues.earlierCounts(council.id),
    found,
    hidden: await read.issues.hidden(council.id),
  };
};
