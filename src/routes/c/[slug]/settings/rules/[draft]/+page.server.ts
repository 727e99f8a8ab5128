import { redirect } from '@sveltejs/kit';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { councilOf, filled } from '../../acts.ts';
import { bodyOf } from '../rule-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { app, actor } = event.locals;
  const view = await app.read.council.rules(actor, event.params.slug);
  if (isRefusal(view)) turnedAway(event, view);
  const draft = view.drafts.find(({ id }) => id === event.params.draft);
  if (!draft) turnedAway(event, refuse('not-found'));
  const basis = await app.read.council.ruleBasis(actor, event.params.slug);
  return {
    seats: view.seats,
    draft,
    held: view.versions.find(({ state }) => state === 'held') ?? null,
    basis: isRefusal(basis) ? null : basis,
  };
};

export const actions: Actions = {
  save: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const fields = Object.fromEntries(
      [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const input = {
      councilId,
      draftId: event.params.draft,
      title: textOf(form, 'title'),
      body: bodyOf(fields),
    };
    const acted = await actForm(event, 'keep-rule-draft', input, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  adopt: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId, draftId: event.params.draft, ...filled(form, ['decisionId', 'fromOn']) };
    const acted = await actForm<{ version: number; fromOn: string }>(event, 'adopt-rule-set', input, form);
    return 'result' in acted ? { done: 'adopted' as const, ...acted.result } : acted;
  },

  discard: async (event) => {
    const { slug } = await councilOf(event);
    const form = await event.request.formData();
    const acted = await actForm(event, 'discard-rule-draft', { draftId: event.params.draft }, form);
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${slug}/settings/rules`);
  },
};
