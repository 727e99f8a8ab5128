import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** For pages that stand open when a meeting closes: what was decided, one's own tasks, the next day. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const closing = await locals.app.read.meeting.closing(locals.actor, params.id);
  return isRefusal(closing) ? answerRefusal(locals, closing) : answer(closing);
};
