import { listPart } from '#lib/domain/lists/list-part.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { readMeeting } from '../read-meeting.ts';
import type { Actions, PageServerLoad } from './$types';

/** The door of an open table, for whoever keeps the register. */
export const load: PageServerLoad = async (event) => {
  const { app, actor } = event.locals;
  const meeting = await readMeeting(event);
  const door = await app.read.meeting.door(actor, event.params.id);
  if (isRefusal(door)) turnedAway(event, door);
  return {
    title: m.open_table_title({}, { locale: actor.locale }),
    meeting,
    door,
    there: door.comers.filter(({ leftAt }) => leftAt === null).length,
    comers: listPart(door.comers, event.url, {
      wordsOf: ({ label, name }) => [label, name].join('\n'),
    }),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  sign: async (event) => {
    const form = await event.request.formData();
    const input = {
      meetingId: event.params.id,
      name: textOf(form, 'name'),
      adult: textOf(form, 'adult') === 'yes',
      ...(textOf(form, 'another') === 'yes' && { another: true }),
    };
    const acted = await actForm<{ no: number }>(event, 'sign-in-comer', input, form);
    return 'result' in acted ? { signed: acted.result.no } : acted;
  },
  left: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'sign-out-comer', { seatId: textOf(form, 'seatId') }, form);
    return 'result' in acted ? { done: true } : acted;
  },
  erase: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'erase-comer', { seatId: textOf(form, 'seatId') }, form);
    return 'result' in acted ? { done: true } : acted;
  },
};
