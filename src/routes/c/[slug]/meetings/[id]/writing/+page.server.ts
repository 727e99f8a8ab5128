import { addDays } from '#lib/domain/calendar/day.ts';
import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { meetingNo } from '#lib/text/meeting.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { deadlineIn } from '#lib/page/deadline-form.ts';
import { ofThisCouncil } from './read-writing.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Plain forms and lists. */
export const csr = false;

/** A written meeting: how far it is, what is asked, who has answered, and what is to be done. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const view = await ofThisCouncil(event, locals.app.read.writing.view(locals.actor, params.id));
  const now = locals.app.clock.now();
  const only = event.url.searchParams.get('only');
  const wanted = view.replies.filter(({ state }) => only !== 'open' || !isDone(state));
  return {
    title: meetingNo(view.meeting.seq, locals.actor.locale),
    view: { ...view, replies: [] },
    part: listPart(wanted, event.url, { wordsOf: ({ no, label, name }) => `${no} ${label} ${name}` }),
    onlyOpen: only === 'open',
    now,
    later: { day: addDays(dayOf(view.meeting.closesAt), 7), time: timeOf(view.meeting.closesAt) },
    key: crypto.randomUUID(),
  };
};

const isDone = (state: string) => state === 'answered' || state === 'no_opinion' || state === 'late';

const act = async (event: RequestEvent, command: string, input: object, done: string, form: FormData) => {
  const acted = await actForm(event, command, { meetingId: event.params.id, ...input }, form);
  return 'result' in acted ? { done } : acted;
};

export const actions: Actions = {
  send: async (event) => {
    const form = await event.request.formData();
    return act(event, 'send-writing', { urgentReason: textOf(form, 'urgentReason') }, 'sent', form);
  },
  extend: async (event) => {
    const form = await event.request.formData();
    return act(
      event,
      'extend-writing',
      { closesAt: deadlineIn(form), reason: textOf(form, 'reason') },
      'extended',
      form,
    );
  },
  revise: async (event) => {
    const form = await event.request.formData();
    return act(event, 'revise-questionnaire', { reason: textOf(form, 'reason') }, 'revised', form);
  },
  noted: async (event) => {
    const form = await event.request.formData();
    const seat = Number(textOf(form, 'seat'));
    const seats = seat > 0 ? { seats: [seat] } : {};
    return act(event, 'note-sent', { way: textOf(form, 'way'), ...seats }, 'noted', form);
  },
  ask: async (event) => {
    const form = await event.request.formData();
    return act(event, 'ask-about-writing', { words: textOf(form, 'words') }, 'asked', form);
  },
  reply: async (event) => {
    const form = await event.request.formData();
    const input = { no: Number(textOf(form, 'no')), words: textOf(form, 'words') };
    return act(event, 'answer-query', input, 'replied', form);
  },
  cancel: async (event) => {
    const form = await event.request.formData();
    return act(event, 'cancel-meeting', { reason: textOf(form, 'reason') }, 'cancelled', form);
  },
};
