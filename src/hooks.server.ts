import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { runningApp } from '#server/app.ts';
import { cookieName } from '#server/session/cookie.ts';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { defineCustomServerStrategy } from '#lib/paraglide/runtime.js';
import { negotiate } from '#lib/i18n/negotiate.ts';

/* The one place where pages meet the server: every request gets the App, who asks, and the language. */

defineCustomServerStrategy('custom-negotiate', {
  getLocale: (request) => (request ? negotiate(request.headers.get('accept-language')) : undefined),
});

export const init: ServerInit = async () => {
  await runningApp();
};

const idleDaysS = 14 * 86_400;

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const app = await runningApp();
    const secure = app.secure();
    const name = cookieName(secure);
    const token = event.cookies.get(name);
    const session = token ? await app.sessions.validate(token) : undefined;
    const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
    if (token && session?.extended) event.cookies.set(name, token, { ...cookie, maxAge: idleDaysS });
    if (token && !session) event.cookies.delete(name, cookie);
    event.locals.app = app;
    event.locals.me = session ?? null;
    event.locals.actor = {
      personId: session?.personId ?? null,
      sessionId: session?.sessionId ?? null,
      address: event.getClientAddress(),
      locale: locale === 'en' ? 'en' : 'ja',
    };
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale),
    });
    response.headers.set('X-Content-Type-Options', 'nosniff');
    response.headers.set('Referrer-Policy', 'same-origin');
    response.headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    if (session && !response.headers.has('Cache-Control'))
      response.headers.set('Cache-Control', 'private, no-store');
    return response;
  });

export const handleError: HandleServerError = async ({ error, status, message }) => {
  if (status >= 500) (await runningApp()).log.error({ err: error }, 'a request failed');
  return { message, code: status === 404 ? 'not-found' : 'internal' };
};
