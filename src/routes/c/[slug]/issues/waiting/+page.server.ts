import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { waitingPage } from './waiting-page.ts';
import type { Actions, PageServerLoad } from './$types';

/** Screening is a desk work of forms; no script needed. */
export const csr = false;

/** So many at a time: each is a form of its own, and is compared with the board. */
const perPage = 10;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council, may } = await parent();
  // absent for everybody else: that something waits is not the street's business
  if (!may['issue.readUnscreened']) error(404, { message: 'not-found' });
  const { read } = locals.app;
  const { query, ids, shown } = await waitingPage(locals, council, url.searchParams, perPage);
  const help = await read.help.requests(locals.actor, council.id);
  return {
    title: m.issue_waiting_title(),
    query,
    waiting: await read.issues.waiting(locals.actor, council.id, ids),
    /** Which of all that wait, or were found, are on this page. */
    shown,
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
  code: async (event) => {
    const form = await event.request.formData();
    const input = { issueId: textOf(form, 'issueId'), checked: textOf(form, 'checked') === 'yes' };
    const given = await actForm<{ code: string }>(event, 'renew-issue-code', input, form);
    return 'result' in given ? { newCode: given.result.code } : given;
  },
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
