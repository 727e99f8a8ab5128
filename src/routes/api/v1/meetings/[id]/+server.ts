import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingTitle } from '#lib/text/meeting.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/**
 * contracts §3: one meeting with its agenda, materials and the names of its live documents. Who may follow
 * it also gets its rounds (who has replied, outcomes) and the parties of role divisions.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { read } = locals.app;
  const meeting = await read.meeting.view(locals.actor, params.id);
  if (isRefusal(meeting)) return answerRefusal(locals, meeting);
  const room = await read.meeting.room(locals.actor, params.id);
  const inside = isRefusal(room) ? {} : { rounds: room.floor.rounds, organizations: room.organizations };
  const title = meetingTitle(meeting, meeting.council.name, locals.actor.locale);
  return answer({ ...meeting, title, ...inside });
};
