import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '../../../../acts.ts';
import { emptyDraft, nextPage, readDraft, type Step } from './draft.ts';
import type { Actions, PageServerLoad } from './$types';

/** A page for everybody, whatever the device: no script at all (R-HAC-04). */
export const csr = false;

export const load: PageServerLoad = async ({ parent, url, locals }) => {
  await parent();
  const now = locals.app.clock.now();
  return {
    title: m.issue_new_title(),
    sentAt: url.searchParams.has('sent') ? now : null,
    empty: emptyDraft(),
  };
};

const steps: Record<string, Step> = { '1': 1, '2': 2, '3': 3 };

export const actions: Actions = {
  /** One form, three screens: the pressed button says where to (`go`), the answers travel along. */
  default: async (event) => {
    const form = await event.request.formData();
    const draft = readDraft(form);
    const go = textOf(form, 'go');
    const page = nextPage(draft, steps[go] ?? 3);
    if (go !== 'send' || page.step !== 3) return { page };
    const frame = await event.locals.app.read.council.frame(event.locals.actor, event.params.slug);
    if ('refused' in frame) return { page };
    const sent = await actForm<{ issueId: string }>(
      event,
      'submit-issue',
      {
        councilId: frame.council.id,
        title: draft.title,
        body: draft.body,
        place: draft.place,
        fields: draft.fields,
        lifeStages: draft.lifeStages,
        submitterName: draft.name,
        ...(frame.may['issue.submitFor'] ? { submittedVia: draft.via, onBehalf: draft.onBehalf } : {}),
      },
      form,
    );
    if ('result' in sent) redirect(303, `/c/${event.params.slug}/issues/new?sent`);
    return fail(sent.status, { page, refusal: sent.data.refusal });
  },
};
