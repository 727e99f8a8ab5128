import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { waitingPage } from '../waiting-page.ts';
import type { Actions, PageServerLoad } from './$types';

/** A long list of what waits, to give back several at once; no script needed. */
export const csr = false;

/** As many as one act takes. */
const perPage = 50;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council, may } = await parent();
  if (!may['issue.readUnscreened']) error(404, { message: 'not-found' });
  const { query, ids, shown } = await waitingPage(locals, council, url.searchParams, perPage);
  return {
    title: m.issue_waiting_many(),
    query,
    shown,
    lines: await locals.app.read.issues.waitingLines(locals.actor, council.id, ids),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const issueIds = form.getAll('issueId').map(String);
    const council = await event.locals.app.read.council.bySlug(event.params.slug);
    if ('refused' in council) error(404, { message: 'not-found' });
    if (issueIds.length === 0) return { nothing: true, reason: textOf(form, 'reason') };
    return actForm<{ returned: number; left: number }>(
      event,
      'return-issues',
      { councilId: council.id, issueIds, reason: textOf(form, 'reason') },
      form,
    );
  },
};
