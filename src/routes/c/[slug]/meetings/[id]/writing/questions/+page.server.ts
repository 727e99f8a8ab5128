import { newItemId } from '#lib/client/new-item-id.ts';
import { optionLines } from '#lib/doc/questions.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { m } from '#lib/paraglide/messages.js';
import { ofThisCouncil } from '../read-writing.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The questionnaire as several people write it; without a script each question is a form of its own. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  return {
    title: m.questions_title({}, { locale: locals.actor.locale }),
    view: await ofThisCouncil(event, locals.app.read.writing.questions(locals.actor, params.id)),
    fresh: newItemId(),
    key: crypto.randomUUID(),
  };
};

const act = async (event: RequestEvent, input: object, form: FormData) => {
  const acted = await actForm(event, 'write-question', { meetingId: event.params.id, ...input }, form);
  return 'result' in acted ? { done: 'written' as const } : acted;
};

export const actions: Actions = {
  put: async (event) => {
    const form = await event.request.formData();
    const input = {
      step: 'put',
      questionId: textOf(form, 'questionId'),
      kind: textOf(form, 'kind'),
      text: textOf(form, 'text'),
      help: textOf(form, 'help'),
      options: optionLines(textOf(form, 'options')),
      comment: textOf(form, 'comment') !== '',
      view: textOf(form, 'view'),
    };
    return act(event, input, form);
  },
  step: async (event) => {
    const form = await event.request.formData();
    return act(event, { step: textOf(form, 'step'), questionId: textOf(form, 'questionId') }, form);
  },
};
