import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '../../../../acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** Screening is a desk work of forms; no script needed. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { council, may } = await parent();
  // absent for everybody else: that something waits is not the street's business
  if (!may['issue.readUnscreened']) error(404, { message: 'not-found' });
  return {
    title: m.issue_waiting_title(),
    waiting: await locals.app.read.issues.waiting(locals.actor, council.id),
    key: crypto.randomUUID(),
  };
};

interface Screened {
  readonly issueId: string;
  readonly state: string;
  readonly no: number | null;
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const verdict = textOf(form, 'verdict');
    const route = textOf(form, 'route');
    const publish = verdict === 'publish' ? { title: textOf(form, 'title'), body: textOf(form, 'body') } : {};
    return actForm<Screened>(
      event,
      'screen-issue',
      {
        issueId: textOf(form, 'issueId'),
        verdict,
        reason: textOf(form, 'reason'),
        ...(route === '' ? {} : { route }),
        ...publish,
      },
      form,
    );
  },
};
