import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** The board as it stands; signed-in people then follow its mirror. What waits is for those who screen. */
export const load: PageServerLoad = async ({ parent, locals }) => {
  const { council } = await parent();
  const { read, clock } = locals.app;
  return {
    title: m.board_title(),
    now: clock.now(),
    cards: await read.issues.cards(council.id),
    waiting: await read.issues.waiting(locals.actor, council.id),
    agendas: await read.issues.openAgendas(locals.actor, council.id),
  };
};
