import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import type { Actions, PageServerLoad } from './$types';

/** The private inbox. For everybody but the secretariat there is no such page (R-HAC-15). */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const requests = await locals.app.read.help.requests(locals.actor, council.id);
  if (requests === null) error(404, { message: 'not-found' });
  const part = listPart(requests, url, {
    per: 20,
    wordsOf: ({ title, body, contact, code, reply }) => [title, body, contact, code, reply].join('\n'),
  });
  return { title: m.help_title(), part, key: crypto.randomUUID() };
};

export const actions: Actions = {
  code: async (event) => {
    const form = await event.request.formData();
    const input = { requestId: textOf(form, 'requestId'), checked: textOf(form, 'checked') === 'yes' };
    const given = await actForm<{ code: string }>(event, 'renew-help-code', input, form);
    return 'result' in given ? { newCode: given.result.code } : given;
  },
  answer: async (event) => {
    const form = await event.request.formData();
    const asked = { requestId: textOf(form, 'requestId'), reply: textOf(form, 'reply') };
    // erasing can't be taken back: asked once more
    if (textOf(form, 'to') === 'closed' && textOf(form, 'confirmed') !== 'yes') return { asked };
    return actForm<{ state: string }>(
      event,
      'answer-help-request',
      { requestId: textOf(form, 'requestId'), to: textOf(form, 'to'), reply: textOf(form, 'reply') },
      form,
    );
  },
};
