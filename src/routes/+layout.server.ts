import type { LayoutServerLoad } from './$types';

/** Who is signed in, for the header of pages outside a council. */
export const load: LayoutServerLoad = ({ locals }) => ({
  me: locals.me ? { name: locals.me.displayName } : null,
});
