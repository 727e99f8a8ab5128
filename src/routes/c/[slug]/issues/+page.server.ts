import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** Finding a published issue by its words; for everybody, a plain GET form. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const query = (url.searchParams.get('q') ?? '').slice(0, 100);
  return {
    title: m.issue_search_title(),
    query,
    found: query.trim() === '' ? null : await locals.app.read.issues.search(council.id, query),
  };
};
