import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** The projector: the floor as it stands now; the page follows the mirror from there. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const room = await locals.app.read.meeting.room(locals.actor, params.id);
  if (isRefusal(room)) turnedAway(event, locals.me ? room : { refused: 'session-required' });
  const { meeting, floor, now, me } = room;
  if (meeting.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  const closing = await locals.app.read.meeting.closing(locals.actor, params.id);
  return {
    bare: true,
    href: `/c/${params.slug}/meetings/${meeting.id}`,
    closing: isRefusal(closing) || closing.state !== 'closed' ? null : closing,
    title: m.screen_title({}, { locale: locals.actor.locale }),
    meeting: {
      id: meeting.id,
      fiscalYear: meeting.fiscalYear,
      seq: meeting.seq,
      place: meeting.place,
      council: meeting.council.name,
    },
    document: meeting.rooms.floor,
    floor,
    now,
    userId: me.personId,
  };
};
