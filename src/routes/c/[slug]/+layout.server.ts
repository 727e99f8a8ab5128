import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '../../turned-away.ts';
import type { LayoutServerLoad } from './$types';

/** What every page of a council knows: its names, who asks, and the rights that need no further facts. */
export const load: LayoutServerLoad = async (event) => {
  const { locals, params } = event;
  const frame = await locals.app.read.council.frame(locals.actor, params.slug);
  return isRefusal(frame) ? turnedAway(event, frame) : frame;
};
