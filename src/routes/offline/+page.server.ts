import { isRefusal } from '#lib/domain/refusal.ts';
import type { PageServerLoad } from './$types';

/**
 * Shown by the service worker where there is no network: without script, and without anybody's name. `?council=` says
 * whose office is asked meanwhile; it is public, as on every slip (CNC30).
 */
export const csr = false;

export const load: PageServerLoad = async ({ locals, setHeaders, url }) => {
  setHeaders({ 'Cache-Control': 'no-cache' });
  const slug = url.searchParams.get('council');
  const frame = slug === null ? null : await locals.app.read.council.frame(locals.actor, slug);
  return {
    bare: true,
    desk: frame === null || isRefusal(frame) ? null : { of: frame.council.name, office: frame.office },
  };
};
