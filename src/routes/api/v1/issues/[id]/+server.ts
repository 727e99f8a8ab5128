import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** contracts §3: one issue with its history and what was decided; hidden ones are absent. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const issue = await locals.app.read.issues.byId(locals.actor, params.id);
  return isRefusal(issue) ? answerRefusal(locals, issue) : answer(issue);
};
