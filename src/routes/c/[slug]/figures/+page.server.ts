import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** Read by everybody: no script. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const year = url.searchParams.get('year') ?? '';
  return {
    title: m.figures_title(),
    ...(await locals.app.read.issues.figures(council.id, /^20\d{2}$/.test(year) ? Number(year) : null)),
  };
};
