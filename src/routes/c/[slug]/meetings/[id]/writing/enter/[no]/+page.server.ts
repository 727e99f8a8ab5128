import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { saidIn } from '#lib/page/answer-form.ts';
import { arrivedIn } from '#lib/page/paper-form.ts';
import { m } from '#lib/paraglide/messages.js';
import { ofThisCouncil } from '../../read-writing.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A plain form. */
export const csr = false;

const noOf = (text: string) => (/^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0);

const readForm = (event: Pick<RequestEvent, 'locals' | 'params' | 'url'>) =>
  ofThisCouncil(
    event,
    event.locals.app.read.writing.deskForm(event.locals.actor, event.params.id, noOf(event.params.no)),
  );

/** What came on paper or by telephone from one seat, typed in. */
export const load: PageServerLoad = async (event) => {
  const now = event.locals.app.clock.now();
  return {
    title: m.enter_title({}, { locale: event.locals.actor.locale }),
    view: await readForm(event),
    fresh: { day: dayOf(now), time: timeOf(now) },
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  enter: async (event) => {
    const form = await event.request.formData();
    const { asked, seat } = await readForm(event);
    const arrived = arrivedIn(form);
    if (isRefusal(arrived)) return refusedForm(event, arrived, form);
    const scan = form.get('scan');
    const file =
      scan instanceof File && scan.size > 0
        ? { fileName: scan.name, base64: Buffer.from(await scan.arrayBuffer()).toString('base64') }
        : {};
    const input = {
      meetingId: event.params.id,
      seat: seat.no,
      way: textOf(form, 'way'),
      arrived,
      another: textOf(form, 'another') !== '',
      note: textOf(form, 'note'),
      ...saidIn(form, asked.questions),
      ...file,
    };
    const acted = await actForm<{ late: boolean; beside: boolean }>(event, 'enter-answer', input, form);
    if (!('result' in acted)) return acted;
    const { late, beside } = acted.result;
    return { done: late ? ('late' as const) : beside ? ('beside' as const) : ('entered' as const) };
  },
};
