import { error } from '@sveltejs/kit';
import { handMoves, stageOf } from '#lib/domain/issues/state.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '../../../../acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** A page for everybody: no script; whoever may move the issue does it with plain forms. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, params, locals }) => {
  const { council, may } = await parent();
  const { read } = locals.app;
  const no = /^[1-9]\d{0,5}$/.test(params.no) ? Number(params.no) : 0;
  const issue = await read.issues.one(locals.actor, council.id, no);
  if (isRefusal(issue)) error(locals.app.statusOf(issue), { message: issue.refused });
  const stage = stageOf(issue.state);
  const waits = stage === 'published' || stage === 'on_agenda';
  return {
    title: m.issue_page_title({ no: issue.no, title: issue.title }),
    issue,
    moves: stage !== null && may['issue.move'] ? handMoves(stage) : [],
    mayRoute: waits && may['issue.screen'],
    agendas: stage === 'on_agenda' ? [] : await read.issues.openAgendas(locals.actor, council.id),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
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
        ...optional('route', textOf(form, 'route')),
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
