import type { RequestEvent } from '$app/server';
import type { Refusal } from '#lib/domain/refusal.ts';
import { sayRefusal } from '#lib/text/refusals.ts';

/** A refusal as contracts §3 says it: status, code, and words in the caller's language. */
export function answerRefusal(locals: App.Locals, refusal: Refusal): Response {
  const said = sayRefusal(refusal, locals.actor.locale);
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  if (refusal.refused === 'too-many-requests') headers['Retry-After'] = String(refusal.params?.seconds ?? 60);
  const error = {
    code: refusal.refused,
    message: said.message,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(said.next === undefined ? {} : { next: said.next }),
  };
  return new Response(JSON.stringify({ ok: false, error }), {
    status: locals.app.statusOf(refusal),
    headers,
  });
}

/** JSON of a read. Nothing a person may see is kept by caches on the way. */
export function answer(body: unknown): Response {
  return new Response(JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'private, no-store' },
  });
}

/** Writes the session cookie of a person whom an act has signed in on this device. */
export async function signInCookie(event: RequestEvent, personId: string): Promise<void> {
  const { app } = event.locals;
  const issued = await app.sessions.issue(personId, event.request.headers.get('user-agent') ?? '');
  event.cookies.set(app.cookieName(), issued.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: app.secure(),
    maxAge: issued.maxAgeS,
  });
}
