import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import { pageAsked, pageOf } from '#lib/page/pages.ts';
import type { RequestHandler } from './$types';

/** contracts §3: all councils, by slug. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const page = pageAsked(url);
  if (isRefusal(page)) return answerRefusal(locals, page);
  const rows = await locals.app.read.council.list({ limit: page.limit + 1, after: page.after });
  return answer(pageOf(rows, page.limit, (council) => council.slug));
};
