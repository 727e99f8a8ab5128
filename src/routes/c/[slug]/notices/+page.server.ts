import { error } from '@sveltejs/kit';
import { isStranger } from '#lib/domain/policy/decide.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm } from '#lib/page/acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** What one was told about powers and accounts; everybody reads his own. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { council, me } = await parent();
  if (!me || isStranger(me)) error(404, { message: 'not-found' });
  return {
    title: m.told_title(),
    notices: await locals.app.read.council.told(locals.actor, council.id),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const council = await event.locals.app.read.council.bySlug(event.params.slug);
    if ('refused' in council) error(404, { message: 'not-found' });
    const noticeIds = form.getAll('noticeId').map(String);
    const acted = await actForm(event, 'see-power-notices', { councilId: council.id, noticeIds }, form);
    return 'result' in acted ? { seen: true } : acted;
  },
};
