import { firstParts } from './room/late-parts.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
  ...data,
  /** What the room's first picture needs of the parts that otherwise come later. */
  parts: data.room ? await firstParts(data.room) : {},
  /** What whoever has no place in the room reads instead; those who have load nothing of it. */
  Street: data.room ? null : (await import('./StreetMeeting.svelte')).default,
});
