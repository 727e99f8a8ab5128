import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/**
 * The live board, for people with a mandate: they follow its mirror. The street reads the same board as a
 * page without script. What waits is for those who screen.
 */
export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council, me } = await parent();
  if (!me || me.roles.length === 0) redirect(307, `/c/${council.slug}/board/read${url.search}`);
  const { read, clock } = locals.app;
  return {
    title: m.board_title(),
    now: clock.now(),
    cards: await read.issues.cards(council.id),
    mine: await read.issues.mine(locals.actor, council.id),
    waiting: await read.issues.waiting(locals.actor, council.id),
    agendas: await read.issues.openAgendas(locals.actor, council.id),
  };
};
