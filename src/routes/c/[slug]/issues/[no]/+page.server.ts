import { error, redirect } from '@sveltejs/kit';
import { handMoves, stageOf } from '#lib/domain/issues/state.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { measureTitle } from '#lib/text/taxonomy.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** A page for everybody: no script; whoever may move the issue does it with plain forms. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, params, locals, url }) => {
  const { council, may } = await parent();
  const { read } = locals.app;
  const no = /^[1-9]\d{0,5}$/.test(params.no) ? Number(params.no) : 0;
  const issue = await read.issues.one(locals.actor, council.id, no);
  // one that was joined with another leads there
  const into = isRefusal(issue) ? await read.issues.mergedInto(council.id, no) : null;
  if (into !== null) redirect(307, `/c/${council.slug}/issues/${into}?joined=${no}`);
  if (isRefusal(issue)) error(locals.app.statusOf(issue), { message: issue.refused });
  const lists = await read.issues.lists(council.id);
  const stage = stageOf(issue.state);
  const waits = stage === 'published' || stage === 'on_agenda';
  return {
    title: m.issue_page_title({ no: issue.no, title: issue.title }),
    issue,
    moves: stage !== null && may['issue.move'] ? handMoves(stage) : [],
    mayRoute: stage !== null && may['issue.screen'],
    routed: !waits,
    joined: Number(/^[1-9]\d{0,5}$/.exec(url.searchParams.get('joined') ?? '')?.[0] ?? 0),
    signedIn: locals.me !== null,
    lists: may['issue.screen'] ? lists : null,
    measure: issue.measure ? measureTitle(lists.groups, issue.measure, locals.actor.locale) : '',
    agendas: stage === 'on_agenda' ? [] : await read.issues.openAgendas(locals.actor, council.id),
    organizations: may['issue.screen'] ? await read.council.organizations(council.id) : [],
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  support: async (event) => {
    const form = await event.request.formData();
    return actForm(
      event,
      'support-issue',
      {
        issueId: textOf(form, 'issueId'),
        kind: textOf(form, 'kind'),
        withdraw: textOf(form, 'withdraw') === 'yes',
      },
      form,
    );
  },
  move: async (event) => {
    const form = await event.request.formData();
    return actForm(
      event,
      'move-issue',
      {
        issueId: textOf(form, 'issueId'),
        from: textOf(form, 'from'),
        to: textOf(form, 'to'),
        result: textOf(form, 'words'),
        ...optional('route', textOf(form, 'route')),
      },
      form,
    );
  },
  route: async (event) => {
    const form = await event.request.formData();
    return actForm(
      event,
      'screen-issue',
      {
        issueId: textOf(form, 'issueId'),
        verdict: 'route',
        reason: textOf(form, 'words'),
        ...optional('from', textOf(form, 'from')),
        ...optional('route', textOf(form, 'route')),
        ...optional('leadOrganizationId', textOf(form, 'lead')),
      },
      form,
    );
  },
  tag: async (event) => {
    const form = await event.request.formData();
    const chosen = (name: string) => form.getAll(name).map(String).filter(Boolean);
    return actForm(
      event,
      'tag-issue',
      {
        issueId: textOf(form, 'issueId'),
        fields: chosen('fields'),
        lifeStages: chosen('lifeStages'),
        ...optional('measure', textOf(form, 'measure')),
      },
      form,
    );
  },
  agenda: async (event) => {
    const form = await event.request.formData();
    return actForm(
      event,
      'put-issue-on-agenda',
      {
        issueId: textOf(form, 'issueId'),
        meetingId: textOf(form, 'meeting'),
        minutes: Number(textOf(form, 'minutes') || 15),
      },
      form,
    );
  },
};

/** An empty answer of a form is no answer. */
function optional(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}
