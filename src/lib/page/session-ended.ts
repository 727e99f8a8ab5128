import type { RequestEvent } from '@sveltejs/kit';
import { sentFields } from './again.ts';

/*
 * A form that comes after its session has ended, from a page without script: whatever the page would say then — a
 * sign-in that knows nothing of it, an absent page, a page for the street without the form — what was written would be
 * gone. It comes back instead, with the words that one is to sign in and send it once more. One place for every form.
 */

/** The field that says where the form was sent. */
export const sendsAgain = 'yoriai-action';

/** A copy of a form's request that may have to come back; undefined: it is no form, or somebody is signed in. */
export function mayComeBack(event: RequestEvent, signedIn: boolean): Request | undefined {
  const { request, url } = event;
  const kind = request.headers.get('content-type') ?? '';
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(kind);
  const asksForPage = request.headers.get('x-sveltekit-action') !== 'true';
  return !signedIn && request.method === 'POST' && isForm && asksForPage && needsSession(url.pathname)
    ? request.clone()
    : undefined;
}

/** Pages of a council and one's own; who is let in or signs in there, and the street's own forms, are not asked. */
function needsSession(path: string): boolean {
  return /^\/(c|me)(\/|$)/.test(path);
}

/** The page that hands the form back; the answer itself where it is no answer to a missing session. */
export async function handedBack(event: RequestEvent, answer: Response, kept: Request): Promise<Response> {
  if (!turnedAway(answer)) return answer;
  const form = await kept.formData().catch(() => null);
  if (form === null || sentFields(form) === null) return answer;
  form.append(sendsAgain, event.url.pathname + event.url.search);
  const page = await event.fetch('/again', { method: 'POST', body: form, headers: { Accept: 'text/html' } });
  if (!page.ok) return answer;
  return new Response(page.body, { status: 401, headers: page.headers });
}

function turnedAway(answer: Response): boolean {
  const { status } = answer;
  if (status === 303) return (answer.headers.get('location') ?? '').startsWith('/sign-in?next=');
  return status === 401 || status === 403 || status === 404;
}
