import { isSharedDevice } from '#lib/page/shared-device.ts';
import type { LayoutServerLoad } from './$types';

/** Who is signed in, for the header of pages outside a council and for what every form keeps to. */
export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  me: locals.me ? { name: locals.me.displayName } : null,
  forms: locals.me ? { who: locals.me.personId, keeps: !isSharedDevice(cookies) } : null,
});
