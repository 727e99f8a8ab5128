import { error } from '@sveltejs/kit';
import { refuse } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { councilOf, filled } from '../../acts.ts';
import { paperSlip, type PaperSlip } from '../../slips.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent }) => {
  const { roster } = await parent();
  const person = roster.people.find(({ personId }) => personId === params.id);
  if (!person) error(404);
  return { person };
};

export const actions: Actions = {
  assign: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = filled(form, ['role', 'seatId', 'organizationId']);
    const acted = await actForm(
      event,
      'assign-role',
      { councilId, personId: event.params.id, ...input },
      form,
    );
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  /** The marked duties of the secretariat; none marked ends what was handed over. */
  powers: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const powers = form.getAll('powers').map(String);
    const mandateId = textOf(form, 'mandateId');
    if (powers.length === 0 && mandateId === '')
      return refusedForm(event, refuse('bad-input', { field: 'powers' }), form);
    const acted =
      powers.length === 0
        ? await actForm(event, 'end-mandate', { mandateId }, form)
        : await actForm(
            event,
            'assign-role',
            { councilId, personId: event.params.id, role: 'delegate', powers },
            form,
          );
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  name: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId, personId: event.params.id, ...filled(form, ['displayName', 'kana']) };
    const acted = await actForm(event, 'correct-name', input, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  end: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'end-mandate', { mandateId: textOf(form, 'mandateId') }, form);
    return 'result' in acted ? { done: 'ended' as const } : acted;
  },

  slip: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const acted = await actForm<{ token: string; expiresAt: number; purpose: PaperSlip['purpose'] }>(
      event,
      'issue-password-slip',
      { councilId, personId: event.params.id },
      form,
    );
    if (!('result' in acted)) return acted;
    return { slips: [paperSlip(event.url.origin, { name: textOf(form, 'name'), ...acted.result })] };
  },
};
