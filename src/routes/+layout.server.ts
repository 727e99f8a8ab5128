import { dayOf } from '#lib/domain/calendar/jst.ts';
import { textCookie, themeCookie } from '#lib/ui/frame/look.ts';
import { lookGroups } from '#lib/text/look.ts';
import { isSharedDevice } from '#lib/page/shared-device.ts';
import type { LayoutServerLoad } from './$types';

/** Who is signed in, for the header of pages outside a council and for what every form keeps to; which day it is, and how this device wants to read. */
export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  me: locals.me ? { name: locals.me.displayName } : null,
  forms: locals.me ? { who: locals.me.personId, keeps: !isSharedDevice(cookies) } : null,
  look: lookGroups(
    { text: cookies.get(textCookie) ?? '', theme: cookies.get(themeCookie) ?? '' },
    locals.actor.locale,
  ),
  today: dayOf(locals.app.clock.now()),
});
