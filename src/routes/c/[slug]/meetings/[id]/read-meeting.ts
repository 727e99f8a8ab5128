import type { RequestEvent } from '@sveltejs/kit';
import type { MeetingView } from '#server/queries/meeting.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '../../../../turned-away.ts';

/** The meeting of this address for whoever asks; otherwise the visitor is turned away in words. */
export async function readMeeting(
  event: Pick<RequestEvent, 'locals' | 'url'>,
  params: { slug: string; id: string },
): Promise<MeetingView> {
  const meeting = await event.locals.app.read.meeting.view(event.locals.actor, params.id);
  if (isRefusal(meeting)) turnedAway(event as RequestEvent, meeting);
  if (meeting.council.slug !== params.slug) turnedAway(event as RequestEvent, { refused: 'not-found' });
  return meeting;
}
