import { qrRows } from '#lib/page/qr.ts';
import { readMeeting } from '../read-meeting.ts';
import type { PageServerLoad } from './$types';

/** The notice of a meeting; before the call only its people see it, as a draft. */
export const load: PageServerLoad = async (event) => {
  const meeting = await readMeeting(event);
  const address = `${event.url.origin}/c/${meeting.council.slug}/meetings/${meeting.id}`;
  return { bare: true, meeting, address, qr: qrRows(address) };
};
