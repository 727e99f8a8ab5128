import { error, redirect } from '@sveltejs/kit';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { councilOf, filled } from '../../acts.ts';
import { paperSlip, type PaperSlip } from '../../slips.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent }) => {
  const { roster } = await parent();
  const person = roster.people.find(({ personId }) => personId === params.id);
  if (person) return { person, former: null };
  const former = roster.former.find(({ personId }) => personId === params.id);
  if (!former) error(404);
  const { personId, name, kana, cameIn } = former;
  return { person: { personId, name, kana, cameIn, mandates: [], slip: null }, former };
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
      return refusedForm(
        event,
        refuse('bad-input', { field: 'powers', params: { why: 'not-chosen' } }),
        form,
      );
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
    if (!('result' in acted)) return acted;
    // whoever ended his own last mandate reads no settings any more
    const { locals, params } = event;
    const stays = !isRefusal(await locals.app.read.council.roster(locals.actor, params.slug));
    return stays ? { done: 'ended' as const } : redirect(303, '/me?left=yes');
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
