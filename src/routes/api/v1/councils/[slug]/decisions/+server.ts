import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import { pageAsked, pageOf } from '#lib/page/pages.ts';
import type { RequestHandler } from './$types';

/** contracts §3: the decisions of a council the caller may see, the newest number first. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const page = pageAsked(url);
  if (isRefusal(page)) return answerRefusal(locals, page);
  const decisions = await locals.app.read.decisions.register(locals.actor, params.slug, {
    limit: page.limit + 1,
    after: page.after,
  });
  if (isRefusal(decisions)) return answerRefusal(locals, decisions);
  return answer(pageOf(decisions, page.limit, (decision) => decision.no));
};
