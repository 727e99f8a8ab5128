import { redirect } from '@sveltejs/kit';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { cookieName as localeCookie } from '#lib/paraglide/runtime.js';
import { refusedForm, textOf } from '#lib/page/acts.ts';
import { sessionCookie } from '#lib/page/answers.ts';
import { ownPath } from '#lib/page/same-origin.ts';
import { noteDevice } from '#lib/page/shared-device.ts';
import type { Actions, PageServerLoad } from './$types';

// read on old phones; every form here posts by itself
export const csr = false;

const yearS = 365 * 86_400;

export const load: PageServerLoad = ({ locals, url }) => ({
  next: ownPath(url.searchParams.get('next'), ''),
  already: locals.me?.displayName ?? null,
});

export const actions: Actions = {
  default: async (event) => {
    const { app, actor, me } = event.locals;
    const form = await event.request.formData();
    const [name, password] = [textOf(form, 'loginName'), textOf(form, 'password')];
    if (name.trim() === '' || password === '' || name.length > 200 || password.length > 400)
      return refusedForm(event, refuse('sign-in-failed'), form);
    const device = event.request.headers.get('user-agent') ?? '';
    const signed = await app.signIn(name, password, actor.address, device);
    if (isRefusal(signed)) return refusedForm(event, signed, form);
    // a new session at every sign-in; the one before ends (safety B54)
    if (me) await app.sessions.revoke(me.personId, me.sessionId);
    noteDevice(event, form);
    sessionCookie(event, signed);
    const person = await app.read.people.me({ ...actor, personId: signed.personId });
    if (!event.cookies.get(localeCookie) && person)
      event.cookies.set(localeCookie, person.locale, {
        path: '/',
        httpOnly: false,
        maxAge: yearS,
        sameSite: 'lax',
      });
    const [only, more] = person?.councils ?? [];
    redirect(303, ownPath(textOf(form, 'next'), only && !more ? `/c/${only.slug}` : '/'));
  },
};
