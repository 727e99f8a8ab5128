import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

// read on old phones and printed in shop windows: no script at all
export const csr = false;

/** What the street may see, from published facts only. */
export const load: PageServerLoad = async (event) => {
  const street = await event.locals.app.read.council.street(event.params.slug);
  return isRefusal(street) ? turnedAway(event, street) : { street };
};
