import type { RequestEvent } from '@sveltejs/kit';
import { sentFields } from './again.ts';

/*
 * A form that comes after its session has ended, from a page without script: whatever the page would say then — a
 * sign-in that knows nothing of it, an absent page, a page for the street without the form — what was written would be
 * gone. It comes back instead, with the words that one is to sign in and send it once more. One place for every form.
 */

/** The field that says where the form was sent. */
export const sendsAgain = 'yoriai-action';

/** Forms that need nobody to be signed in: as route and, where a page has several, the action. */
const street: ReadonlySet<string> = new Set([
  '/c/[slug]/issues/new',
  '/c/[slug]/issues/[no]?/support',
  '/c/[slug]/reply',
  '/c/[slug]/answer/[code]?/name',
  '/c/[slug]/answer/[code]?/send',
  '/c/[slug]/answer/[code]?/draft',
  '/me?/language',
  '/me?/look',
]);

/** A copy of a form's request that may have to come back; undefined: it is no form, or somebody is signed in. */
export function mayComeBack(event: RequestEvent, signedIn: boolean): Request | undefined {
  const { request } = event;
  const kind = request.headers.get('content-type') ?? '';
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(kind);
  const asksForPage = request.headers.get('x-sveltekit-action') !== 'true';
  return !signedIn && request.method === 'POST' && isForm && asksForPage && needsSession(event)
    ? request.clone()
    : undefined;
}

/** Pages of a council and one's own, without the street's forms. */
function needsSession({ route, url }: RequestEvent): boolean {
  const action = /^\?\/\w+/.exec(url.search)?.[0] ?? '';
  return /^\/(c|me)(\/|$)/.test(route.id ?? '') && !street.has(`${route.id}${action}`);
}

/**
 * The page that hands the form back, in place of any other refusal or a way elsewhere: without a session nothing was
 * done. What would be no better with one — too large, too often, a fault of ours — is said as it is.
 */
export async function handedBack(event: RequestEvent, answer: Response, kept: Request): Promise<Response> {
  if (answer.ok || [413, 429].includes(answer.status) || answer.status >= 500) return answer;
  const form = await kept.formData().catch(() => null);
  if (form === null || sentFields(form) === null) return answer;
  form.append(sendsAgain, event.url.pathname + event.url.search);
  const page = await event.fetch('/again', { method: 'POST', body: form, headers: { Accept: 'text/html' } });
  if (!page.ok) return answer;
  return new Response(page.body, { status: 401, headers: page.headers });
}
