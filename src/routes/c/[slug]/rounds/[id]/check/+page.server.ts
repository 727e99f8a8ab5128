import { isRefusal } from '#lib/domain/refusal.ts';
import { roundTitle } from '#lib/text/ballots.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** What a closed round was reckoned from, for whoever wants to reckon it again (I5). */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const round = await locals.app.read.rounds.page(locals.actor, params.id);
  if (isRefusal(round)) turnedAway(event, round);
  const { input, outcome } = round;
  if (round.council.slug !== params.slug || input === null || outcome === null)
    turnedAway(event, { refused: 'not-found' });
  return { title: roundTitle(round.mode, round.no, locals.actor.locale), roundId: round.id, input, outcome };
};
