import { redirect } from '@sveltejs/kit';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { noteDevice } from '#lib/page/shared-device.ts';
import type { Actions, PageServerLoad } from './$types';

// read on old phones; every form here posts by itself
export const csr = false;

/** What the slip opens; reading it spends nothing, so that scanners and curious phones do no harm. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  // the address itself is the secret
  setHeaders({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  const { app } = locals;
  const invitation = await app.read.people.invitation(params.token);
  const me = await app.read.people.me(locals.actor);
  const council = invitation.state === 'open' ? invitation.council : null;
  return {
    invitation,
    presets: Object.keys(rulePresets) as (keyof typeof rulePresets)[],
    signedInAs: me?.displayName ?? null,
    alreadyIn: me?.councils.some((own) => own.id === council?.id) ?? false,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  create: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => textOf(form, name);
    const district = text('district');
    const { locale } = event.locals.actor;
    const acted = await actForm<{ slug: string }>(
      event,
      'create-council',
      {
        token: event.params.token,
        slug: text('slug').normalize('NFKC').trim().toLowerCase(),
        name: text('name').trim() || m.join_setup_name_default({ district: district.trim() }, { locale }),
        city: text('city'),
        district,
        preset: text('preset'),
        // somebody who is signed in founds it under the login he has
        ...(text('self') !== 'yes' && {
          personName: text('personName'),
          loginName: text('loginName'),
          password: text('password'),
        }),
      },
      form,
    );
    if ('result' in acted) redirect(303, `/c/${acted.result.slug}`);
    return acted;
  },

  accept: async (event) => {
    const form = await event.request.formData();
    const input: Record<string, string> = { token: event.params.token };
    for (const name of ['loginName', 'password', 'displayName', 'as', 'self']) {
      const value = textOf(form, name);
      if (value !== '') input[name] = value;
    }
    // somebody who is signed in has said it before
    if (input['password'] !== undefined) noteDevice(event, form);
    const acted = await actForm<{ slug: string }>(event, 'accept-invitation', input, form);
    if ('result' in acted) redirect(303, `/c/${acted.result.slug}`);
    return acted;
  },
};
