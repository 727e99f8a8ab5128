import { m } from '#lib/paraglide/messages.js';
import { filterOf } from '../filter.ts';
import type { PageServerLoad } from './$types';

/** The board as the street reads it: published issues, no script. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const { read, clock } = locals.app;
  return {
    title: m.board_title(),
    groups: (await read.issues.lists(council.id)).groups,
    now: clock.now(),
    cards: await read.issues.cards(council.id),
    found: (await read.issues.search(council.id, filterOf(url.searchParams).words)).map(({ id }) => id),
    hidden: await read.issues.hidden(council.id),
  };
};
