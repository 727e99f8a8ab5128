import { readMeeting } from '../read-meeting.ts';
import type { PageServerLoad } from './$types';

/** The order of the day for print. */
export const load: PageServerLoad = async (event) => ({
  bare: true,
  meeting: await readMeeting(event),
});
