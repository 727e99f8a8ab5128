import { error as failure, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { runningApp } from '#server/app.ts';
import { isAway } from '#server/db/faults.ts';
import { cookieName } from '#server/session/cookie.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { answerRefusal } from '#lib/page/answers.ts';
import { readFormsKindly } from '#lib/page/form-bodies.ts';
import { lookChosen } from '#lib/page/look-chosen.ts';
import { mayChange } from '#lib/page/own-origin.ts';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { defineCustomServerStrategy } from '#lib/paraglide/runtime.js';
import { localeOfRequest } from '#lib/i18n/negotiate.ts';
import { lookAttributes } from '#lib/page/look.ts';
import { copyHeader, copyOf } from '#lib/page/device-pages.ts';
import { handedBack, mayComeBack } from '#lib/page/session-ended.ts';
import { isSharedDevice } from '#lib/page/shared-device.ts';

/* The one place where pages meet the server: every request gets the App, who asks, and the language. */

defineCustomServerStrategy('custom-negotiate', {
  getLocale: (request) => (request ? localeOfRequest(request.headers) : undefined),
});

export const init: ServerInit = async () => {
  await runningApp();
};

const idleDaysS = 14 * 86_400;

/** Every answer is counted by its route, for whoever keeps the machine. */
export const handle: Handle = async (asked) => {
  const [{ tallies }, from] = [await runningApp(), performance.now()];
  const response = await answered(asked);
  tallies.answered(asked.event.route.id, response.status, performance.now() - from);
  return response;
};

const answered: Handle = ({ event, resolve }) =>
  lookChosen(event.url, event.request.method) ??
  paraglideMiddleware(event.request, async ({ locale }) => {
    const app = await runningApp();
    const secure = app.secure();
    const name = cookieName(secure);
    const token = event.cookies.get(name);
    event.locals.app = app;
    event.locals.actor = { personId: null, sessionId: null, address: event.getClientAddress(), locale };
    const session = token ? await app.sessions.validate(token).catch(orAway) : undefined;
    if (session === 'away') return answerAway(event);
    const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
    if (token && session?.extended && !isSharedDevice(event.cookies))
      event.cookies.set(name, token, { ...cookie, maxAge: idleDaysS });
    if (token && !session) event.cookies.delete(name, cookie);
    event.locals.me = session ?? null;
    if (session) {
      const { personId, sessionId } = session;
      event.locals.actor = { ...event.locals.actor, personId, sessionId };
    }
    const moved = await movedAway(event);
    if (moved) return moved;
    readFormsKindly(event);
    const shared = isSharedDevice(event.cookies);
    const kept = mayChange(event) ? mayComeBack(event, session !== undefined) : undefined;
    const answer = !mayChange(event)
      ? answerRefusal(event.locals, refuse('foreign-origin'))
      : await resolve(event, {
          transformPageChunk: ({ html }) =>
            html.replace(
              'lang="%lang%"',
              `lang="${locale}"${lookAttributes((key) => event.cookies.get(key))}`,
            ),
        });
    const response = kept ? await handedBack(event, answer, kept) : answer;
    protect(response.headers, { secure, signedIn: session !== undefined });
    if (response.headers.get('Content-Type')?.startsWith('text/html'))
      response.headers.set(
        copyHeader,
        copyOf({ route: event.route.id, personId: session?.personId, shared }),
      );
    return response;
  });

function orAway(error: unknown): 'away' {
  if (isAway(error)) return 'away';
  throw error;
}

/**
 * Without the records nobody can be told from anybody else: nobody is signed out, nothing is done, and people and programs
 * are told that asked again it may go well.
 */
function answerAway({ url, locals }: RequestEvent): Response {
  if (url.pathname.startsWith('/api/')) return answerRefusal(locals, refuse('records-unreachable'));
  failure(awayStatus, m.error_503_short({}, { locale: locals.actor.locale }));
}

/** The addresses of a council that has moved, pages and API: the same place where it lives now (CNC35). */
async function movedAway({ url, locals, request }: RequestEvent): Promise<Response | undefined> {
  const [, api = '', slug, rest = ''] =
    /^(\/api\/v1\/councils|\/c)\/([a-z0-9-]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const home = slug === undefined ? null : await locals.app.read.council.elsewhere(slug).catch(orAway);
  // the page itself says so, with all that is around it
  if (home === null || home === 'away') return undefined;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const there = api === '/c' ? home : home.replace('/c/', `${api}/`);
  // who keeps the machine may take it back: nobody remembers it. What was sent stays unsent, and is not sent elsewhere
  return new Response(null, {
    status: reads ? 307 : 303,
    headers: { Location: reads ? `${there}${rest}${url.search}` : home, 'Cache-Control': 'no-store' },
  });
}

/** Headers of every answer; what a page has set for itself stays. */
function protect(headers: Headers, { secure, signedIn }: { secure: boolean; signedIn: boolean }): void {
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  if (secure) headers.set('Strict-Transport-Security', `max-age=${yearS}`);
  if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'same-origin');
  // a page says other things to other people, and in their language: no cache on the way may mix them up
  if (!headers.has('Cache-Control'))
    headers.set('Cache-Control', signedIn ? 'private, no-store' : 'private, no-cache');
  headers.append('Vary', 'Cookie, Accept-Language');
}

const yearS = 365 * 86_400;

/** What is said of a failed request: the code, and of records that do not answer that they are away, in words. */
export const handleError: HandleServerError = async ({ kind, error, event }) => {
  const { log } = await runningApp();
  if (kind === 'unknown' && isAway(error)) {
    log.warn({ err: error }, 'a request was not answered: the database does not answer');
    const { locale } = event.locals.actor;
    return { status: awayStatus, code: 'away', message: m.error_503_short({}, { locale }) };
  }
  if (kind === 'unknown') log.error({ err: error }, 'a request failed');
  const status = kind === 'unknown' ? 500 : 'status' in error ? error.status : 500;
  return { code: codes[status] ?? 'internal' };
};

const awayStatus = 503;
const codes: Readonly<Record<number, string>> = { 403: 'forbidden', 404: 'not-found', [awayStatus]: 'away' };
