import { redirect } from '@sveltejs/kit';
import { actForm, textOf } from '#lib/page/acts.ts';
import { m } from '#lib/paraglide/messages.js';
import { ofThisCouncil } from '../read-writing.ts';
import type { Actions, PageServerLoad } from './$types';

/** What came back, every answer untouched, grouped and summed up together (WRT13). */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  return {
    title: m.compiled_title({}, { locale: locals.actor.locale }),
    view: await ofThisCouncil(event, locals.app.read.writing.compiled(locals.actor, params.id)),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  place: async (event) => {
    const form = await event.request.formData();
    const toMeetingId = textOf(form, 'toMeetingId');
    const acted = await actForm<{ no: number }>(
      event,
      'place-compiled',
      { meetingId: event.params.id, toMeetingId },
      form,
    );
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${event.params.slug}/meetings/${toMeetingId}/compiled/${acted.result.no}`);
  },
};
