import { isRefusal } from '#lib/domain/refusal.ts';
import { meetingNo } from '#lib/text/meeting.ts';
import { m } from '#lib/paraglide/messages.js';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** What the text that goes round says otherwise than the one before (`?no=`: an earlier one), until the sealing. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const { minutes: read } = locals.app.read;
  const view = await read.view(locals.actor, params.id);
  if (isRefusal(view)) turnedAway(event, view);
  if (view.meeting.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  const asked = /^\d{1,4}$/.exec(url.searchParams.get('no') ?? '')?.[0];
  const changes = await read.changes(locals.actor, params.id, asked === undefined ? null : Number(asked));
  if (isRefusal(changes)) turnedAway(event, changes);
  const { locale } = locals.actor;
  return {
    title: m.changes_title({}, { locale }),
    fullTitle: m.ui_page_title({ page: m.changes_title({}, { locale }) }, { locale }),
    meetingNo: meetingNo(view.meeting.seq, locale),
    meeting: view.meeting,
    changes,
  };
};
