import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { askedInput } from '../asked-form.ts';
import { stepsInput } from './plan-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One consultation: what was asked, the plan, the draft while it is written, the reply and what came of it. */
export const load: PageServerLoad = async (event) => {
  const one = await oneOf(event);
  return { title: one.title, one, key: crypto.randomUUID() };
};

/** The commands behind the forms of the page, and what each form says beside the consultation itself. */
const acts: Readonly<Record<string, readonly [command: string, input: (form: FormData) => object]>> = {
  change: ['change-consultation', askedInput],
  plan: ['plan-consultation', stepsInput],
  begin: ['begin-deliberation', () => ({})],
  draft: ['begin-report-draft', () => ({})],
  agenda: ['put-report-on-agenda', meetingInput],
  freeze: ['freeze-report', meetingInput],
  submit: [
    'submit-report',
    (form) => ({
      textHash: textOf(form, 'textHash'),
      submittedOn: textOf(form, 'submittedOn'),
      documentNo: textOf(form, 'documentNo'),
    }),
  ],
  erratum: [
    'correct-report',
    (form) => ({
      wrong: textOf(form, 'wrong'),
      right: textOf(form, 'right'),
      reason: textOf(form, 'reason'),
    }),
  ],
  answer: [
    'record-report-answer',
    (form) => ({
      answeredBy: textOf(form, 'answeredBy'),
      answeredOn: textOf(form, 'answeredOn'),
      text: textOf(form, 'text'),
    }),
  ],
};

export const actions: Actions = Object.fromEntries(
  Object.entries(acts).map(([name, [command, input]]) => [
    name,
    async (event: RequestEvent) => {
      const form = await event.request.formData();
      const { id, no } = await oneOf(event);
      const done = await actForm(event, command, { consultationId: id, ...input(form) }, form);
      if (!('result' in done)) return done;
      redirect(303, `/c/${event.params.slug}/consultations/${no}#${landing[name] ?? 'main'}`);
    },
  ]),
);

/** Where one reads what an act has done. */
const landing: Readonly<Record<string, string>> = {
  plan: 'plan',
  draft: 'draft',
  agenda: 'draft',
  freeze: 'draft',
  submit: 'report',
  erratum: 'report',
  answer: 'answers',
};

function meetingInput(form: FormData) {
  return { meetingId: textOf(form, 'meetingId') };
}

async function oneOf(event: RequestEvent) {
  const { locals, params } = event;
  const one = await locals.app.read.consultations.one(locals.actor, params.slug, params.no);
  return isRefusal(one) ? turnedAway(event, one) : one;
}
