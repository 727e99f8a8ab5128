import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** contracts §3: one council with its rule set and the names of its live documents. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const council = await locals.app.read.council.bySlug(params.slug);
  return isRefusal(council) ? answerRefusal(locals, council) : answer(council);
};
