import { isRefusal } from '#lib/domain/refusal.ts';
import { qrRows } from '#lib/page/qr.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** The notice of a meeting as people were told of it; before the call only its people see it, as a draft. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const notice = await locals.app.read.meeting.notice(locals.actor, params.id);
  if (isRefusal(notice)) turnedAway(event, notice);
  if (notice.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  const address = `${url.origin}/c/${notice.council.slug}/meetings/${notice.id}`;
  return { bare: true, notice, address, qr: qrRows(address) };
};
