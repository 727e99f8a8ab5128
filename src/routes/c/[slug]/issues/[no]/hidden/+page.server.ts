import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** In place of a hidden issue: that it was hidden, when and why; no word of it (ISS36). */
export const csr = false;

export const load: PageServerLoad = async ({ parent, params, locals }) => {
  const { council } = await parent();
  const { read } = locals.app;
  const no = /^[1-9]\d{0,5}$/.test(params.no) ? Number(params.no) : 0;
  const hidden = await read.issues.hiddenOne(council.id, no);
  if (!hidden) {
    const issue = await read.issues.one(locals.actor, council.id, no);
    if (isRefusal(issue)) error(404, { message: 'not-found' });
    redirect(307, `/c/${council.slug}/issues/${no}`);
  }
  const inside = await read.issues.takenBack(locals.actor, council.id);
  return {
    title: m.issue_hidden_title({ no }),
    hidden,
    /** The issue itself, for those who screen. */
    issue: inside.find((issue) => issue.no === no && issue.hidden) ?? null,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  show: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'show-issue', { issueId: textOf(form, 'issueId') }, form);
    if (!('result' in acted)) return acted;
    redirect(303, event.url.pathname.replace(/\/hidden$/, ''));
  },
};
