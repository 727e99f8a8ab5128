import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** contracts §3: one round; open, who has replied; closed, the {input, outcome} of contracts §7. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const round = await locals.app.read.rounds.json(locals.actor, params.id);
  return isRefusal(round) ? answerRefusal(locals, round) : answer(round);
};
