import { isRefusal } from '#lib/domain/refusal.ts';
import { isSharedDevice } from '#lib/page/shared-device.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { LayoutServerLoad } from './$types';

/** What every page of a council knows: its names, who asks, the rights that need no further facts, and whether others use this device. */
export const load: LayoutServerLoad = async (event) => {
  const { locals, params } = event;
  const frame = await locals.app.read.council.frame(locals.actor, params.slug);
  return isRefusal(frame)
    ? turnedAway(event, frame)
    : { ...frame, sharedDevice: isSharedDevice(event.cookies) };
};
