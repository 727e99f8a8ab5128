import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { missingChoice } from '#lib/page/missing.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { yearAsked } from '#lib/page/years.ts';
import type { Actions, PageServerLoad } from './$types';

/** Read on paper and on old phones: no script; answers to roles are plain forms. */
export const csr = false;

/** Who does what, one fiscal year at a time (`?year=`). `?division=…` shows one alone, for its sheet of paper. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const only = url.searchParams.get('division');
  const view = await locals.app.read.roles.matrix(locals.actor, params.slug, {
    fiscalYear: yearAsked(url),
    divisionId: only,
  });
  if (isRefusal(view)) turnedAway(event, view);
  if (only !== null && view.divisions.length === 0) turnedAway(event, { refused: 'not-found' });
  return {
    title: m.place_roles({}, { locale: locals.actor.locale }),
    view,
    part: listPart(view.divisions, url, {
      per: 20,
      wordsOf: ({ title, tasks }) =>
        [
          title,
          ...tasks.flatMap((task) => [
            task.title,
            ...task.assignments.map(({ organization }) => organization),
          ]),
        ].join('\n'),
    }),
    only: only !== null,
    key: crypto.randomUUID(),
  };
};

const asked = { done: 'asked' as const };

export const actions: Actions = {
  /** The same party once more. */
  again: async (event) => {
    const form = await event.request.formData();
    const input = { assignmentId: textOf(form, 'assignmentId'), note: textOf(form, 'note') };
    const acted = await actForm(event, 'ask-role-again', input, form);
    return 'result' in acted ? asked : acted;
  },
  /** Another party in its place. */
  other: async (event) => {
    const form = await event.request.formData();
    const organizationId = textOf(form, 'organizationId');
    const missing = missingChoice(event, form, 'organizationId');
    if (missing) return missing;
    const input = {
      assignmentId: textOf(form, 'assignmentId'),
      organizationId,
      note: textOf(form, 'note'),
    };
    const acted = await actForm(event, 'ask-another-party', input, form);
    return 'result' in acted ? asked : acted;
  },
  /** What came on paper or by telephone. */
  enter: async (event) => {
    const form = await event.request.formData();
    const missing = missingChoice(event, form, 'answer') ?? missingChoice(event, form, 'via');
    if (missing) return missing;
    const accepts = textOf(form, 'answer') === 'accept';
    const note = textOf(form, 'note').trim();
    if (!accepts && note === '')
      return refusedForm(event, refuse('reason-required', { field: 'note' }), form);
    return actForm(
      event,
      accepts ? 'accept-role' : 'decline-role',
      {
        assignmentId: textOf(form, 'assignmentId'),
        via: textOf(form, 'via'),
        ...(accepts ? note && { note } : { reason: note }),
      },
      form,
    );
  },
  accept: async (event) => {
    const form = await event.request.formData();
    const note = textOf(form, 'note').trim();
    return actForm(
      event,
      'accept-role',
      { assignmentId: textOf(form, 'assignmentId'), ...(note && { note }) },
      form,
    );
  },
  decline: async (event) => {
    const form = await event.request.formData();
    return actForm(
      event,
      'decline-role',
      { assignmentId: textOf(form, 'assignmentId'), reason: textOf(form, 'reason') },
      form,
    );
  },
  finish: async (event) => {
    const form = await event.request.formData();
    return actForm(event, 'finish-task', { taskId: textOf(form, 'taskId') }, form);
  },
};
