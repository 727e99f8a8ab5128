import type { RequestEvent } from '@sveltejs/kit';
import type { Refusal } from '#lib/domain/refusal.ts';
import { sayRefusal } from '#lib/text/refusals.ts';
import { isSharedDevice } from './shared-device.ts';

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

/** Signs in a person whom an act has let in: a new session on this device, its cookie. */
export async function signInCookie(event: RequestEvent, personId: string): Promise<void> {
  const { app, me } = event.locals;
  // the session of whoever was signed in here before ends with it
  if (me) await app.sessions.revoke(me.personId, me.sessionId);
  sessionCookie(event, await app.sessions.issue(personId, event.request.headers.get('user-agent') ?? ''));
}

/** Writes the cookie of a session that was just issued. */
export function sessionCookie(event: RequestEvent, issued: { token: string; maxAgeS: number }): void {
  const { app } = event.locals;
  event.cookies.set(app.cookieName(), issued.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: app.secure(),
    // on a shared computer it ends with the browser
    ...(isSharedDevice(event.cookies) ? {} : { maxAge: issued.maxAgeS }),
  });
}
