import { redirect } from '@sveltejs/kit';
import { readReceiptCode } from '#lib/domain/issues/receipt.ts';
import { shownCode } from '#lib/domain/typed-code.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusedForm, textOf } from '#lib/page/acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where an anonymous person types the code of a slip. */
export const csr = false;

export const load: PageServerLoad = async ({ parent }) => {
  await parent();
  return { title: m.slip_title() };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const code = readReceiptCode(textOf(form, 'code'));
    // whether there is such a slip is said by its page, where wrong codes are counted
    if (code === null) return refusedForm(event, refuse('not-found', { field: 'code' }), form);
    redirect(303, `${event.url.pathname}/${shownCode(code)}`);
  },
};
