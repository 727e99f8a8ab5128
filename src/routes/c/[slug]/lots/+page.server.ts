import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { Actions, PageServerLoad } from './$types';

/** A list and one form: nothing on it moves. */
export const csr = false;

/** The draws of a council, and the form that prepares one. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const page = await locals.app.read.lots.list(locals.actor, params.slug);
  if (isRefusal(page)) turnedAway(event, page);
  return {
    title: m.lots_title({}, { locale: locals.actor.locale }),
    page,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const frame = await event.locals.app.read.lots.list(event.locals.actor, event.params.slug);
    if (isRefusal(frame)) turnedAway(event, frame);
    const count = Number(textOf(form, 'count').normalize('NFKC').trim() || Number.NaN);
    const [figure, on] = [textOf(form, 'figure').trim(), textOf(form, 'on').trim()];
    const published = textOf(form, 'source') === 'published';
    const done = await actForm<{ no: string }>(
      event,
      'announce-lot',
      {
        councilId: frame.councilId,
        title: textOf(form, 'title'),
        kind: textOf(form, 'kind'),
        ...(Number.isNaN(count) ? {} : { count }),
        names: linesOf(textOf(form, 'names')),
        source: textOf(form, 'source'),
        // what is asked only of figures of others is not sent for those of the room
        ...(published && figure && { figure }),
        ...(published && on && { on }),
        visibility: textOf(form, 'visibility'),
      },
      form,
    );
    if (!('result' in done)) return done;
    redirect(303, `/c/${event.params.slug}/lots/${done.result.no}`);
  },
};

/** What was written, a name a line; empty lines are none. */
function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter(Boolean);
}
