import { dayOf } from '#lib/domain/calendar/jst.ts';
import { isSharedDevice } from '#lib/page/shared-device.ts';
import type { LayoutServerLoad } from './$types';

/** Who is signed in, for the header of pages outside a council and for what every form keeps to; and which day it is. */
export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  me: locals.me ? { name: locals.me.displayName } : null,
  forms: locals.me ? { who: locals.me.personId, keeps: !isSharedDevice(cookies) } : null,
  today: dayOf(locals.app.clock.now()),
});
