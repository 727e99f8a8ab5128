import { error, redirect } from '@sveltejs/kit';
import { handMoves, stageOf } from '#lib/domain/issues/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { namedMeasures } from '#lib/text/taxonomy.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { missingChoice } from '#lib/page/missing.ts';
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
  if (isRefusal(issue) && (await read.issues.hiddenOne(council.id, no)))
    redirect(307, `/c/${council.slug}/issues/${no}/hidden`);
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
    measures: namedMeasures(issue.measures, lists.strategies, locals.actor.locale),
    agendas: stage === 'on_agenda' ? [] : await read.issues.openAgendas(locals.actor, council.id),
    organizations:
      may['issue.screen'] || may['issue.move'] ? await read.council.organizations(council.id) : [],
    mayTakeBack: may['issue.screen'] ?? false,
    before: await read.issues.wordsBefore(locals.actor, council.id, no),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  support: async (event) => {
    const form = await event.request.formData();
    const kind = textOf(form, 'kind');
    const withdraw = textOf(form, 'withdraw') === 'yes';
    const input = { issueId: textOf(form, 'issueId'), kind, withdraw };
    return said(
      await actForm(event, 'support-issue', input, form),
      `support_${withdraw ? 'withdrawn' : kind}`,
    );
  },
  move: async (event) => {
    const form = await event.request.formData();
    const input = {
      issueId: textOf(form, 'issueId'),
      from: textOf(form, 'from'),
      to: textOf(form, 'to'),
      result: textOf(form, 'words'),
      ...optional('route', textOf(form, 'route')),
      ...optional('leadOrganizationId', textOf(form, 'lead')),
    };
    return said(await actForm(event, 'move-issue', input, form), 'move');
  },
  answer: async (event) => {
    const form = await event.request.formData();
    const own = textOf(form, 'own') === 'yes';
    const missing = own ? null : missingChoice(event, form, 'via');
    if (missing) return missing;
    const input = {
      issueId: textOf(form, 'issueId'),
      answer: textOf(form, 'answer'),
      ...(own ? {} : { via: textOf(form, 'via') }),
    };
    return said(await actForm(event, 'answer-issue', input, form), 'answer');
  },
  route: async (event) => {
    const form = await event.request.formData();
    const input = {
      issueId: textOf(form, 'issueId'),
      verdict: 'route',
      reason: textOf(form, 'words'),
      ...optional('from', textOf(form, 'from')),
      ...optional('route', textOf(form, 'route')),
      ...optional('leadOrganizationId', textOf(form, 'lead')),
    };
    return said(await actForm(event, 'screen-issue', input, form), 'route');
  },
  tag: async (event) => {
    const form = await event.request.formData();
    const chosen = (name: string) => form.getAll(name).map(String).filter(Boolean);
    const input = {
      issueId: textOf(form, 'issueId'),
      fields: chosen('fields'),
      lifeStages: chosen('lifeStages'),
      measures: [...new Set(chosen('measures'))],
    };
    return said(await actForm(event, 'tag-issue', input, form), 'tag');
  },
  agenda: async (event) => {
    const form = await event.request.formData();
    const input = {
      issueId: textOf(form, 'issueId'),
      meetingId: textOf(form, 'meeting'),
      minutes: Number(textOf(form, 'minutes') || 15),
    };
    return said(await actForm(event, 'put-issue-on-agenda', input, form), 'agenda');
  },
  code: async (event) => {
    const form = await event.request.formData();
    const input = { issueId: textOf(form, 'issueId'), checked: textOf(form, 'checked') === 'yes' };
    const given = await actForm<{ code: string }>(event, 'renew-issue-code', input, form);
    return 'result' in given ? { newCode: given.result.code } : given;
  },
  correct: async (event) => {
    const form = await event.request.formData();
    const words = ['issueId', 'title', 'body', 'place', 'reason'].map((name) => [name, textOf(form, name)]);
    const input = { ...Object.fromEntries(words), checked: textOf(form, 'checked') === 'yes' };
    return said(await actForm(event, 'correct-issue', input, form), 'correct');
  },
  photo: async (event) => {
    const form = await event.request.formData();
    const input = { issueId: textOf(form, 'issueId'), reason: textOf(form, 'reason') };
    return said(await actForm(event, 'remove-issue-photo', input, form), 'photo');
  },
  hide: async (event) => {
    const form = await event.request.formData();
    const input = { issueId: textOf(form, 'issueId'), reason: textOf(form, 'reason') };
    const acted = await actForm(event, 'hide-issue', input, form);
    if (!('result' in acted)) return acted;
    redirect(303, `${event.url.pathname}/hidden`);
  },
  merge: async (event) => {
    const form = await event.request.formData();
    const { read } = event.locals.app;
    const council = await read.council.bySlug(event.params.slug);
    if (isRefusal(council)) return refusedForm(event, council, form);
    const no = /^[1-9]\d{0,5}$/.exec(textOf(form, 'into').normalize('NFKC').trim().replace(/^0+/, ''))?.[0];
    const into = await read.issues.one(event.locals.actor, council.id, Number(no ?? 0));
    if (isRefusal(into)) return refusedForm(event, refuse('not-found', { field: 'into' }), form);
    const input = {
      issueId: textOf(form, 'issueId'),
      intoIssueId: into.id,
      evenFinished: textOf(form, 'evenFinished') === 'yes',
    };
    const acted = await actForm(event, 'merge-issues', input, form);
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${event.params.slug}/issues/${into.no}?joined=${event.params.no}`);
  },
};

/** What the page says once it is done, each act in its own words. */
function said<A>(acted: A, done: string): { done: string } | Exclude<A, { result: unknown }> {
  return typeof acted === 'object' && acted !== null && 'result' in acted
    ? { done }
    : (acted as Exclude<A, { result: unknown }>);
}

/** An empty answer of a form is no answer. */
function optional(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}
