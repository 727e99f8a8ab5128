import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** contracts §3: one decision the caller may see. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const decision = await locals.app.read.decisions.one(locals.actor, params.id);
  return isRefusal(decision) ? answerRefusal(locals, decision) : answer(decision);
};
