import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { meetingNo } from '#lib/text/meeting.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { readMeeting } from '../read-meeting.ts';
import type { Actions, PageServerLoad } from './$types';

/** The materials of a meeting; who may hand them in adds and withdraws here. */
export const load: PageServerLoad = async (event) => {
  const { locals, parent } = event;
  const { may } = await parent();
  const meeting = await readMeeting(event);
  const { locale } = locals.actor;
  return {
    title: `${meetingNo(meeting.seq, locale)} ${m.materials_title({}, { locale })}`,
    meeting,
    mayAdd: may['material.add'] && meeting.state !== 'closed' && meeting.state !== 'cancelled',
    added: event.url.searchParams.get('added'),
    idempotencyKey: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  /** A file (multipart) or an address. */
  add: async (event) => {
    const form = await event.request.formData();
    const file = form.get('file');
    // a field that was left empty has a file without a name
    const given = file instanceof File && file.name !== '' ? file : null;
    const itemId = textOf(form, 'itemId');
    const url = textOf(form, 'url').trim();
    if (given === null && url === '')
      return refusedForm(
        event,
        refuse('bad-input', { field: 'base64', params: { why: 'file-or-address' } }),
        form,
      );
    // a name that is too long comes back whole, counted, to be shortened by whoever knows what it says
    if (textOf(form, 'title').trim() === '') form.set('title', given?.name ?? '');
    const acted = await actForm<{ no: number }>(
      event,
      'add-material',
      {
        meetingId: event.params.id,
        title: textOf(form, 'title').trim(),
        visibility: textOf(form, 'visibility') || 'open',
        ...(itemId === '' ? {} : { itemId }),
        ...(given
          ? {
              fileName: given.name.slice(-300),
              mime: given.type.slice(0, 200),
              base64: Buffer.from(await given.arrayBuffer()).toString('base64'),
            }
          : url === ''
            ? {}
            : { url }),
      },
      form,
    );
    if (!('result' in acted)) return acted;
    redirect(303, `${event.url.pathname}?added=${acted.result.no}`);
  },
  withdraw: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'withdraw-material', { materialId: textOf(form, 'materialId') }, form);
    if (!('result' in acted)) return acted;
    redirect(303, event.url.pathname);
  },
};
