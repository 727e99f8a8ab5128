import { actForm, textOf } from '#lib/page/acts.ts';
import { councilOf } from '../acts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const council = await councilOf(event);
  return { lists: await event.locals.app.read.issues.lists(council.id) };
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
    const input = { councilId, name: textOf(form, 'name'), text: textOf(form, 'text') };
    const acted = await actForm<{ groups: number; measures: number }>(event, 'import-strategy', input, form);
    return 'result' in acted ? { imported: acted.result } : acted;
  },
};
