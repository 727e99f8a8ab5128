import { isRefusal } from '#lib/domain/refusal.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function ownProxy(event: Pick<RequestEvent, 'locals' | 'params' | 'url'>) {
  const view = await event.locals.app.read.meeting.ownProxy(event.locals.actor, event.params.id);
  if (isRefusal(view)) turnedAway(event, view);
  if (view.council.slug !== event.params.slug) turnedAway(event, { refused: 'not-found' });
  return view;
}

/** A member's own 委任状: to whom, and how he would vote, or nothing of it. */
export const load: PageServerLoad = async (event) => ({
  title: m.own_proxy_title({}, { locale: event.locals.actor.locale }),
  view: await ownProxy(event),
  key: crypto.randomUUID(),
});

export const actions: Actions = {
  give: async (event) => {
    const form = await event.request.formData();
    const { seat } = await ownProxy(event);
    const [to, choice] = [textOf(form, 'toSeatId'), textOf(form, 'choice')];
    const input = {
      meetingId: event.params.id,
      fromSeatId: seat.seatId,
      ...(to && { toSeatId: to }),
      ...(choice && choice !== 'none' && { choice }),
      source: 'app',
    };
    const acted = await actForm<{ void: boolean }>(event, 'record-proxy', input, form);
    return 'result' in acted ? { done: 'given' as const, void: acted.result.void } : acted;
  },

  revoke: async (event) => {
    const form = await event.request.formData();
    const { seat } = await ownProxy(event);
    const input = { meetingId: event.params.id, fromSeatId: seat.seatId, source: 'app', revoke: true };
    const acted = await actForm(event, 'record-proxy', input, form);
    return 'result' in acted ? { done: 'revoked' as const } : acted;
  },
};
