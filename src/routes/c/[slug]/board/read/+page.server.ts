import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** The board as the street reads it: published issues, no script. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { council } = await parent();
  const { read, clock } = locals.app;
  return {
    title: m.board_title(),
    groups: (await read.issues.lists(council.id)).groups,
    now: clock.now(),
    cards: await read.issues.cards(council.id),
    earlier: await read.issues.earlierCounts(council.id),
  };
};
