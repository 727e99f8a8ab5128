import { isRefusal } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { councilOf } from '../acts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const council = await councilOf(event);
  const { read } = event.locals.app;
  return {
    lists: await read.issues.lists(council.id),
    before: await read.issues.strategiesBefore(council.id),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId, list: textOf(form, 'list'), word: textOf(form, 'word') };
    const acted = await actForm(event, 'add-term', input, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },
  remove: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId, list: textOf(form, 'list'), word: textOf(form, 'word') };
    const acted = await actForm(event, 'remove-term', input, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },
  strategy: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const place = textOf(form, 'place');
    const input = {
      councilId,
      name: textOf(form, 'name'),
      text: textOf(form, 'text'),
      beside: place === 'beside',
      ...(place !== '' && place !== 'beside' ? { replaces: place } : {}),
    };
    const written = { ...input, place };
    const step = textOf(form, 'step');
    if (step === 'back') return { written };
    if (step !== 'enter') {
      const { app, actor } = event.locals;
      const preview = await app.read.issues.previewStrategy(actor, councilId, input.text, input);
      return isRefusal(preview) ? refusedForm(event, preview, form) : { preview, written };
    }
    const acted = await actForm<{ groups: number; measures: number }>(event, 'import-strategy', input, form);
    return 'result' in acted ? { imported: acted.result } : acted;
  },
  first: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId, strategyId: textOf(form, 'strategyId') };
    const acted = await actForm(event, 'choose-strategy', input, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },
  takeBack: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId, strategyId: textOf(form, 'strategyId') };
    const acted = await actForm<{ strategyId: string | null; name: string }>(
      event,
      'take-back-strategy',
      input,
      form,
    );
    return 'result' in acted ? { again: acted.result } : acted;
  },
};
