import { listPart } from '#lib/domain/lists/list-part.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { m } from '#lib/paraglide/messages.js';
import { figureIn } from '#lib/page/paper-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Each entry carries the form that takes it back. */
const entriesOfPart = 25;

async function proxiesOf(event: Pick<RequestEvent, 'locals' | 'params' | 'url'>) {
  const view = await event.locals.app.read.meeting.proxies(event.locals.actor, event.params.id);
  if (isRefusal(view)) turnedAway(event, view);
  if (view.council.slug !== event.params.slug) turnedAway(event, { refused: 'not-found' });
  return view;
}

export const load: PageServerLoad = async (event) => {
  const { proxies, seats: _, ...view } = await proxiesOf(event);
  return {
    title: m.proxies_title({}, { locale: event.locals.actor.locale }),
    view,
    n: proxies.length,
    part: listPart(proxies, event.url, {
      per: entriesOfPart,
      wordsOf: ({ from, to }) =>
        [from.no, from.label, from.name, to?.no, to?.label, to?.name].filter(Boolean).join(' '),
    }),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  give: async (event) => {
    const form = await event.request.formData();
    const { seats } = await proxiesOf(event);
    const numbered = (name: string) => seats.find(({ no }) => no === figureIn(form, name));
    const from = numbered('fromNo');
    if (!from) return refusedForm(event, refuse('not-on-roll', { field: 'fromNo' }), form);
    const to = numbered('toNo');
    if (!to && textOf(form, 'toNo').trim() !== '')
      return refusedForm(event, refuse('not-on-roll', { field: 'toNo' }), form);
    const choice = textOf(form, 'choice');
    const acted = await actForm<{ void: boolean }>(
      event,
      'record-proxy',
      {
        meetingId: event.params.id,
        fromSeatId: from.seatId,
        ...(to && { toSeatId: to.seatId }),
        ...(choice && choice !== 'none' && { choice }),
        source: 'paper',
      },
      form,
    );
    return 'result' in acted ? { done: 'given' as const, no: from.no, void: acted.result.void } : acted;
  },

  revoke: async (event) => {
    const form = await event.request.formData();
    const input = {
      meetingId: event.params.id,
      fromSeatId: textOf(form, 'fromSeatId'),
      source: 'paper',
      revoke: true,
    };
    const acted = await actForm(event, 'record-proxy', input, form);
    return 'result' in acted ? { done: 'revoked' as const } : acted;
  },
};
