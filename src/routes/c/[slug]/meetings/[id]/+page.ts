import { firstParts } from './room/late-parts.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
  ...data,
  /** What the room's first picture needs of the parts that otherwise come later. */
  parts: data.room ? await firstParts(data.room) : {},
});
