import { isRefusal } from '#lib/domain/refusal.ts';
import { rulePresets, type RulePreset } from '#lib/domain/council/rule-set.ts';
import { actForm } from '#lib/page/acts.ts';
import { councilOf, filled } from '../acts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { app, actor } = event.locals;
  const council = await councilOf(event);
  const basis = await app.read.council.ruleBasis(actor, council.slug);
  const same = (preset: RulePreset) =>
    JSON.stringify(rulePresets[preset]) === JSON.stringify(council.rules.set);
  const presets = Object.keys(rulePresets) as RulePreset[];
  return {
    rules: council.rules,
    preset: presets.find(same) ?? null,
    presets,
    basis: isRefusal(basis) ? { free: false, decisions: [] } : basis,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = filled(form, ['preset', 'decisionId']);
    const acted = await actForm<{ version: number }>(event, 'adopt-rule-set', { councilId, ...input }, form);
    return 'result' in acted ? { version: acted.result.version } : acted;
  },
};
