import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { rulePresets, type RulePreset } from '#lib/domain/council/rule-set.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { councilOf, filled } from '../acts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { app, actor } = event.locals;
  const view = await app.read.council.rules(actor, event.params.slug);
  if (isRefusal(view)) turnedAway(event, view);
  return { view, presets: Object.keys(rulePresets) as RulePreset[] };
};

export const actions: Actions = {
  /** A draft from a preset, or from the rules that hold. */
  begin: async (event) => {
    const { id: councilId, slug } = await councilOf(event);
    const form = await event.request.formData();
    const from = textOf(form, 'from');
    const input = {
      councilId,
      ...filled(form, ['title']),
      ...(from === '' || from === 'held' ? {} : { preset: from }),
    };
    const acted = await actForm<{ draftId: string }>(event, 'keep-rule-draft', input, form);
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${slug}/settings/rules/${acted.result.draftId}`);
  },
};
