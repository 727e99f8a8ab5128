import type { PageServerLoad } from './$types';

/** Shown by the service worker where there is no network: without script, and without anybody's name. */
export const csr = false;

export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'Cache-Control': 'no-cache' });
  return { bare: true };
};
