import { dayOf } from '#lib/domain/calendar/jst.ts';
import type { LayoutServerLoad } from './$types';

/** Who is signed in, for the header of pages outside a council; and which day it is. */
export const load: LayoutServerLoad = ({ locals }) => ({
  me: locals.me ? { name: locals.me.displayName } : null,
  today: dayOf(locals.app.clock.now()),
});
