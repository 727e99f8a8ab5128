import { redirect } from '@sveltejs/kit';
import { isWritten, leavesOut, sentFields } from '#lib/page/again.ts';
import { ownPath } from '#lib/page/same-origin.ts';
import { textOf } from '#lib/page/acts.ts';
import { sendsAgain } from '#lib/page/session-ended.ts';
import type { Actions, PageServerLoad } from './$types';

/** Answers in place of a page whose form came after the session had ended (hooks.server.ts): no script. */
export const csr = false;

export const load: PageServerLoad = ({ request }) => {
  if (request.method !== 'POST') redirect(303, '/');
  return { me: null };
};

export const actions: Actions = {
  default: async ({ request }) => {
    const form = await request.formData();
    const action = ownPath(textOf(form, sendsAgain), '/');
    form.delete(sendsAgain);
    const partly = leavesOut(form);
    const fields = (sentFields(form) ?? []).map((field) => ({ ...field, written: isWritten(field.value) }));
    const back = action.replace(/[?&]\/\w+/, '');
    return { again: { action, fields, partly, signIn: `/sign-in?next=${encodeURIComponent(back)}` } };
  },
};
