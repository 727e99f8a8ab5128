import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import { pageAsked, pageOf } from '#lib/page/pages.ts';
import type { RequestHandler } from './$types';

/** contracts §3: the published issues of a council, by number; with `?q` those found by words, the best first. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { read } = locals.app;
  const council = await read.council.bySlug(params.slug);
  if (isRefusal(council)) return answerRefusal(locals, council);
  const query = url.searchParams.get('q');
  if (query !== null) return answer({ items: await read.issues.search(council.id, query), nextCursor: null });
  const page = pageAsked(url);
  if (isRefusal(page)) return answerRefusal(locals, page);
  const afterNo = Number(page.after ?? 0);
  if (!Number.isSafeInteger(afterNo)) return answerRefusal(locals, refuse('bad-input', { field: 'cursor' }));
  const issues = await read.issues.published(council.id, { limit: page.limit + 1, afterNo });
  return answer(pageOf(issues, page.limit, (issue) => String(issue.no)));
};
