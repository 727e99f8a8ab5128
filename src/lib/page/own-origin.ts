import type { RequestEvent } from '@sveltejs/kit';

/** Methods that change nothing. */
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something: it comes from a page of our own, whatever kind of body it has (safety B46).
 * A page that sends no address along sends no origin either: from the page of an invitation, whose address is the
 * secret, a form is taken where the browser says that it is our own, or is too old to say anything.
 */
export function mayChange({ request, url }: Pick<RequestEvent, 'request' | 'url'>): boolean {
  if (harmless.has(request.method)) return true;
  const origin = request.headers.get('origin');
  if (origin === url.origin) return true;
  const site = request.headers.get('sec-fetch-site');
  return origin === 'null' && url.pathname.startsWith('/join/') && (site === null || site === 'same-origin');
}
