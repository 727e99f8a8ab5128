import { actForm, textOf } from '#lib/page/acts.ts';
import { councilOf } from '../acts.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const acted = await actForm(
      event,
      'set-office',
      {
        councilId,
        telephone: textOf(form, 'telephone'),
        fax: textOf(form, 'fax'),
        hours: textOf(form, 'hours'),
        email: textOf(form, 'email'),
        desks: textOf(form, 'desks'),
      },
      form,
    );
    return 'result' in acted ? { saved: true } : acted;
  },
};
