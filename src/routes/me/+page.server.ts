import { fail } from '@sveltejs/kit';
import { cookieName as localeCookie, isLocale } from '#lib/paraglide/runtime.js';
import { textCookie, textSizes, themeCookie, themes } from '#lib/page/look.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { deviceWords } from './device.ts';
import type { Actions, PageServerLoad } from './$types';

const yearS = 365 * 86_400;
const kept = { path: '/', maxAge: yearS, sameSite: 'lax', httpOnly: false } as const;

/** Sessions, language and look of whoever asks; the street has language and look only. */
export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const { app, me, actor } = locals;
  const sessions = me ? await app.sessions.list(me.personId) : [];
  return {
    person: await app.read.people.me(actor),
    left: url.searchParams.get('left') === 'yes',
    sessions: listPart(
      sessions
        .map((session) => ({
          id: session.sessionId,
          device: deviceWords(session.device),
          createdAt: session.createdAt,
          expiresAt: session.expiresAt,
          here: session.sessionId === me?.sessionId,
        }))
        .sort((a, b) => Number(b.here) - Number(a.here) || b.createdAt - a.createdAt),
      url,
      { wordsOf: ({ device }) => device },
    ),
    locale: actor.locale,
    theme: cookies.get(themeCookie) ?? '',
    text: cookies.get(textCookie) ?? '',
    calendarAt: await app.read.meeting.calendarAddress(actor),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  language: async (event) => {
    const form = await event.request.formData();
    const locale = textOf(form, 'locale');
    if (!isLocale(locale)) return fail(422);
    event.cookies.set(localeCookie, locale, kept);
    if (!event.locals.me) return { done: 'saved' as const };
    const acted = await actForm(event, 'choose-language', { locale }, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  look: async ({ request, cookies }) => {
    const form = await request.formData();
    const keep = (cookie: string, allowed: readonly string[], value: string) =>
      allowed.includes(value) ? cookies.set(cookie, value, kept) : cookies.delete(cookie, kept);
    keep(themeCookie, themes, textOf(form, 'theme'));
    keep(textCookie, textSizes, textOf(form, 'text'));
    return { done: 'saved' as const };
  },

  password: async (event) => {
    const form = await event.request.formData();
    const [currentPassword, password] = [textOf(form, 'currentPassword'), textOf(form, 'password')];
    const acted = await actForm(event, 'change-password', { currentPassword, password }, form);
    return 'result' in acted ? { done: 'password' as const } : acted;
  },

  /** A new address for one's own calendar, shown in the answer alone. */
  calendar: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm<{ token: string }>(event, 'make-calendar-address', {}, form);
    if (!('result' in acted)) return acted;
    const address = `${event.url.origin}/calendar/${acted.result.token}.ics`;
    return { done: 'calendar' as const, address };
  },

  calendarEnd: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'end-calendar-address', {}, form);
    return 'result' in acted ? { done: 'calendarEnd' as const } : acted;
  },

  end: async (event) => {
    const { app, me } = event.locals;
    if (!me) return fail(401);
    const form = await event.request.formData();
    const refused = await app.sessions.revoke(me.personId, textOf(form, 'sessionId'));
    if (refused) return refusedForm(event, refused, form);
    return { done: 'ended' as const };
  },
};
