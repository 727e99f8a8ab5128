import type { MeetingView } from '#server/queries/meeting/meeting.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';

/** The meeting of this address for whoever asks; otherwise the visitor is turned away in words. */
export async function readMeeting(event: {
  locals: App.Locals;
  url: URL;
  params: { slug: string; id: string };
}): Promise<MeetingView> {
  const meeting = await event.locals.app.read.meeting.view(event.locals.actor, event.params.id);
  if (isRefusal(meeting)) turnedAway(event, meeting);
  if (meeting.council.slug !== event.params.slug) turnedAway(event, { refused: 'not-found' });
  return meeting;
}
