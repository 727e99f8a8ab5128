import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { isStranger } from '#lib/domain/policy/decide.ts';
import { beginningOf, countsOf } from './first-cards.ts';
import { filterOf, passes } from './filter.ts';
import type { PageServerLoad } from './$types';

/**
 * The live board, for people with a mandate: they follow its mirror. The street reads the same board as a
 * page without script. What waits is for those who screen.
 */
export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council, me, may } = await parent();
  if (!me || isStranger(me)) redirect(307, `/c/${council.slug}/board/read${url.search}`);
  const { read, clock } = locals.app;
  const cards = await read.issues.cards(council.id);
  const mine = await read.issues.mine(locals.actor, council.id);
  const asked = filterOf(url.searchParams);
  const concerning = new Set(mine);
  const found = (await read.issues.search(council.id, asked.words)).map(({ id }) => id);
  const texts = new Set(found);
  const start = beginningOf(cards.filter((card) => passes(card, asked, concerning, texts)));
  return {
    title: m.board_title(),
    strategies: (await read.issues.lists(council.id)).strategies,
    now: clock.now(),
    late: Object.fromEntries(
      (await read.issues.late(council.id)).map(({ issueId, since }) => [issueId, since]),
    ),
    // the mirror brings the rest: a phone is not made to read hundreds of cards twice
    cards: start.cards,
    shownCounts: start.counts,
    counts: countsOf(cards),
    earlier: await read.issues.earlierCounts(council.id),
    mine,
    found,
    waiting: await read.issues.waitingCards(locals.actor, council.id),
    organizations:
      may['issue.screen'] || may['issue.move'] ? await read.council.organizations(council.id) : [],
    agendas: await read.issues.openAgendas(locals.actor, council.id),
  };
};
