import { isRefusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/**
 * contracts §3: the minutes of a meeting. Without a session only published ones; names and closed items as far
 * as the caller may see them.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
  const view = await locals.app.read.minutes.view(locals.actor, params.id);
  if (isRefusal(view)) return answerRefusal(locals, view);
  if (view.state === 'none') return answerRefusal(locals, { refused: 'not-found' });
  const { meeting, state, due, document, disclosures, circulation, seal, errata } = view;
  return answer({ meeting, state, due, document, disclosures, circulation, seal, errata });
};
