import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingTitle } from '#lib/text/meeting.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import { pageAsked, pageOf } from '#lib/page/pages.ts';
import type { RequestHandler } from './$types';

/** contracts §3: the meetings of a council the caller may know of, latest first. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { read } = locals.app;
  const page = pageAsked(url);
  if (isRefusal(page)) return answerRefusal(locals, page);
  const council = await read.council.bySlug(params.slug);
  if (isRefusal(council)) return answerRefusal(locals, council);
  const meetings = await read.meeting.list(locals.actor, params.slug, {
    limit: page.limit + 1,
    after: page.after,
  });
  if (isRefusal(meetings)) return answerRefusal(locals, meetings);
  const titled = meetings.map((meeting) => ({
    ...meeting,
    title: meetingTitle(meeting, council.name, locals.actor.locale),
  }));
  return answer(pageOf(titled, page.limit, (meeting) => `${meeting.startsAt}.${meeting.id}`));
};
