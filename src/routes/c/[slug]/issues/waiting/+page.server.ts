import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** Screening is a desk work of forms; no script needed. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council, may } = await parent();
  // absent for everybody else: that something waits is not the street's business
  if (!may['issue.readUnscreened']) error(404, { message: 'not-found' });
  const { read } = locals.app;
  const query = (url.searchParams.get('q') ?? '').slice(0, 100);
  const waiting = await read.issues.waiting(locals.actor, council.id);
  const found = query.trim() === '' ? null : await read.issues.searchWaiting(locals.actor, council.id, query);
  const help = await read.help.requests(locals.actor, council.id);
  return {
    title: m.issue_waiting_title(),
    query,
    waiting: found === null ? waiting : waiting.filter(({ id }) => found.includes(id)),
    /** How many private requests have no answer yet; null for those who do not read them. */
    help: help && help.filter(({ state }) => state === 'received').length,
    takenBack: query.trim() === '' ? await read.issues.takenBack(locals.actor, council.id) : [],
    key: crypto.randomUUID(),
  };
};

interface Screened {
  readonly issueId: string;
  readonly state: string;
  readonly no: number | null;
}

export const actions: Actions = {
  merge: async (event) => {
    const form = await event.request.formData();
    return actForm<Screened & { intoNo?: number }>(
      event,
      'merge-issues',
      {
        issueId: textOf(form, 'issueId'),
        intoIssueId: textOf(form, 'intoIssueId'),
        reason: textOf(form, 'reason'),
        evenFinished: textOf(form, 'evenFinished') === 'yes',
      },
      form,
    );
  },
  screen: async (event) => {
    const form = await event.request.formData();
    const verdict = textOf(form, 'verdict');
    const route = textOf(form, 'route');
    const publish =
      verdict === 'publish'
        ? {
            title: textOf(form, 'title'),
            body: textOf(form, 'body'),
            place: textOf(form, 'place'),
            showPhoto: textOf(form, 'showPhoto') === 'yes',
            checked: textOf(form, 'checked') === 'yes',
          }
        : {};
    return actForm<Screened>(
      event,
      'screen-issue',
      {
        issueId: textOf(form, 'issueId'),
        verdict,
        ...(textOf(form, 'from') === '' ? {} : { from: textOf(form, 'from') }),
        reason: textOf(form, 'reason'),
        ...(route === '' ? {} : { route }),
        ...publish,
      },
      form,
    );
  },
};
