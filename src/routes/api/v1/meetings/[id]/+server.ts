import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingTitle } from '#lib/text/meeting.ts';
import { answer, answerRefusal } from '../../answers.ts';
import type { RequestHandler } from './$types';

/** contracts §3: one meeting with its agenda, materials and the names of its live documents. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const meeting = await locals.app.read.meeting.view(locals.actor, params.id);
  if (isRefusal(meeting)) return answerRefusal(locals, meeting);
  return answer({ ...meeting, title: meetingTitle(meeting, meeting.council.name, locals.actor.locale) });
};
