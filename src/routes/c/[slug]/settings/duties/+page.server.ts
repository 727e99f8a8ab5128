import { redirect } from '@sveltejs/kit';
import { refuse } from '#lib/domain/refusal.ts';
import { actForm, refusedForm } from '#lib/page/acts.ts';
import { councilOf, filled } from '../acts.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  assign: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = filled(form, ['personId', 'role']);
    const acted = await actForm(event, 'assign-role', { councilId, ...input }, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  /** On to the person's page, where the duties are marked. */
  go: async (event) => {
    const form = await event.request.formData();
    const { personId } = filled(form, ['personId']);
    if (!personId) return refusedForm(event, refuse('bad-input', { field: 'personId' }), form);
    // the address as it was sent: the council's name in it may be anything
    const settings = event.url.pathname.replace(/\/[^/]*$/, '');
    redirect(303, `${settings}/people/${encodeURIComponent(personId)}#h-powers`);
  },
};
