import type { Actions } from '@sveltejs/kit';
import { actForm, textOf } from '#lib/page/acts.ts';

/* What the pages of coverage let people of the council do: put forward, place on an agenda, take off the list. */

const chosen = (form: FormData, name: string): string[] =>
  form.getAll(name).flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));

export const planningActs = {
  propose: async (event) => {
    const form = await event.request.formData();
    const measure = textOf(form, 'measure');
    const acted = await actForm(
      event,
      'propose-candidate',
      {
        councilId: textOf(form, 'councilId'),
        title: textOf(form, 'title'),
        note: textOf(form, 'note'),
        fields: chosen(form, 'fields'),
        lifeStages: chosen(form, 'lifeStages'),
        ...(measure && { measure }),
        origin: 'gap',
      },
      form,
    );
    return 'result' in acted ? { done: 'proposed' as const } : acted;
  },
  place: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(
      event,
      'place-candidate',
      {
        candidateId: textOf(form, 'candidateId'),
        meetingId: textOf(form, 'meeting'),
        minutes: Number(textOf(form, 'minutes') || 15),
      },
      form,
    );
    return 'result' in acted ? { done: 'placed' as const } : acted;
  },
  drop: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'drop-candidate', { candidateId: textOf(form, 'candidateId') }, form);
    return 'result' in acted ? { done: 'dropped' as const } : acted;
  },
} satisfies Actions;
