import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingNo, meetingTitle, meetingTitleShort } from '#lib/text/meeting.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** The live room for those who follow the meeting; for the street, what was announced and recorded. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, parent } = event;
  const { council } = await parent();
  const locale = locals.actor.locale;
  const room = await locals.app.read.meeting.room(locals.actor, params.id);
  const meeting = isRefusal(room)
    ? await locals.app.read.meeting.view(locals.actor, params.id)
    : room.meeting;
  if (isRefusal(meeting)) turnedAway(event, meeting);
  if (meeting.council.slug !== council.slug) turnedAway(event, { refused: 'not-found' });
  // one held in writing has a page of its own
  if (meeting.kind === 'written') redirect(307, `${event.url.pathname}/writing`);
  const closing = await locals.app.read.meeting.closing(locals.actor, params.id);
  return {
    meeting,
    room: isRefusal(room) ? null : room,
    /** What everybody takes home; null while it is not over. */
    closing: isRefusal(closing) || closing.state !== 'closed' ? null : closing,
    /** For the header of narrow screens, where the year is known. */
    title: meetingNo(meeting.seq, locale),
    shortTitle: meetingTitleShort(meeting, locale),
    fullTitle: meetingTitle(meeting, council.name, locale),
  };
};
