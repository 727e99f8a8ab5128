import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** For the live room, beside the floor mirror: the asker's own replies, and what was raised, by its ids. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const details = await locals.app.read.rounds.details(locals.actor, params.id);
  return isRefusal(details) ? answerRefusal(locals, details) : answer(details);
};
