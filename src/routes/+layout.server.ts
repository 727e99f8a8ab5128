import { dayOf } from '#lib/domain/calendar/jst.ts';
import { textCookie, themeCookie } from '#lib/page/look.ts';
import { lookGroups } from '#lib/text/look.ts';
import { isSharedDevice } from '#lib/page/shared-device.ts';
import type { LayoutServerLoad } from './$types';

/** Pages on which people without account send something: their forms are watched over too. */
const street: ReadonlySet<string> = new Set([
  '/c/[slug]/answer/[code]',
  '/c/[slug]/issues/[no]',
  '/c/[slug]/issues/new',
  '/c/[slug]/reply',
  '/join/[token]',
  '/me',
  '/sign-in',
]);
const anybody = { who: '', keeps: false };

/** Who is signed in, for the header of pages outside a council and for what every form keeps to; which day it is, and how this device wants to read. */
export const load: LayoutServerLoad = ({ locals, cookies, route }) => ({
  me: locals.me ? { name: locals.me.displayName } : null,
  forms: locals.me
    ? { who: locals.me.personId, keeps: !isSharedDevice(cookies) }
    : street.has(route.id ?? '')
      ? anybody
      : null,
  look: lookGroups(
    { text: cookies.get(textCookie) ?? '', theme: cookies.get(themeCookie) ?? '' },
    locals.actor.locale,
  ),
  today: dayOf(locals.app.clock.now()),
});
