import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { shownCode } from '#lib/domain/typed-code.ts';
import { fields, lifeStages } from '#lib/domain/issues/taxonomy.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { emptyDraft, keyOf, linkIn, nextPage, readDraft, type IssueDraft, type Step } from './draft.ts';
import type { Actions, PageServerLoad } from './$types';

/** A page for everybody, whatever the device: works without script (R-HAC-04); one small script keeps drafts. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const lists = await locals.app.read.issues.lists(council.id);
  const draft = { ...emptyDraft(), link: linkIn(url.searchParams.get('link') ?? '') };
  return {
    title: m.issue_new_title(),
    ownFields: lists.ownFields,
    ownLifeStages: lists.ownLifeStages,
    // from a link that says so: 「困っている」 is chosen already
    empty: url.searchParams.get('kind') === 'private' ? { ...draft, kind: 'private' as const } : draft,
  };
};

// no plain object: what is asked for comes from outside, 'constructor' too
const steps: ReadonlyMap<string, Step> = new Map([
  ['1', 1],
  ['2', 2],
  ['3', 3],
]);

export const actions: Actions = {
  /** One form, three screens: the pressed button says where to (`go`), the answers travel along. */
  default: async (event) => {
    const form = await event.request.formData();
    const read = readDraft(form);
    const go = textOf(form, 'go');
    // 「事務局だけに届ける」 on the first screen
    const chosen = go === 'private' ? { ...read, kind: 'private' as const } : read;
    const photo = await keptPhoto(event, form);
    if (photo && 'refusal' in photo)
      return fail(photo.status, {
        page: { ...nextPage(chosen, 1), step: 2 as const },
        refusal: photo.refusal,
      });
    const draft = photo ? { ...chosen, photo: photo.photoId } : chosen;
    const page = nextPage(draft, go === 'private' ? 2 : (steps.get(go) ?? 3));
    if (go !== 'send' || page.step !== 3) return { page };
    const frame = await event.locals.app.read.council.frame(event.locals.actor, event.params.slug);
    if ('refused' in frame) return { page };
    const lists = await event.locals.app.read.issues.lists(frame.council.id);
    const sent = await send(
      event,
      frame.council.id,
      frame.may['issue.submitFor'],
      sortable(draft, lists),
      form,
    );
    if ('result' in sent) redirect(303, `/c/${event.params.slug}/reply/${shownCode(sent.result.code)}?sent`);
    return fail(sent.status, { page, refusal: sent.data.refusal });
  },
};

/** A word that has left the council's lists since the draft was begun must not stop a worry: it goes without. */
function sortable(
  draft: IssueDraft,
  own: { readonly ownFields: readonly string[]; readonly ownLifeStages: readonly string[] },
): IssueDraft {
  const kept = (chosen: readonly string[], ...lists: (readonly string[])[]) =>
    chosen.filter((word) => lists.some((list) => list.includes(word)));
  return {
    ...draft,
    fields: kept(draft.fields, fields, own.ownFields),
    lifeStages: kept(draft.lifeStages, lifeStages, own.ownLifeStages),
  };
}

/** The photo of the second screen, kept at once: a file cannot travel along in the form. */
async function keptPhoto(event: RequestEvent, form: FormData) {
  const file = form.get('file');
  // a field that was left empty has a file without a name
  if (!(file instanceof File) || file.name === '') return null;
  const frame = await event.locals.app.read.council.frame(event.locals.actor, event.params.slug ?? '');
  if ('refused' in frame) return null;
  const base64 = Buffer.from(await file.arrayBuffer()).toString('base64');
  form.set('idempotencyKey', crypto.randomUUID());
  const kept = await actForm<{ photoId: string }>(
    event,
    'keep-photo',
    { councilId: frame.council.id, base64, link: linkIn(textOf(form, 'link')) },
    form,
  );
  return 'result' in kept ? kept.result : { status: kept.status, refusal: kept.data.refusal };
}

function send(
  event: RequestEvent,
  councilId: string,
  maySendFor: boolean,
  draft: IssueDraft,
  form: FormData,
) {
  // the key goes with the words: the same again is answered as before
  form.set('idempotencyKey', keyOf(draft));
  const forOthers = maySendFor ? { submittedVia: draft.via, onBehalf: draft.onBehalf } : {};
  const common = {
    councilId,
    title: draft.title,
    body: draft.body,
    draftId: draft.draftId,
    link: draft.link,
    ...forOthers,
  };
  if (draft.kind === 'private')
    return actForm<{ code: string }>(event, 'ask-for-help', { ...common, contact: draft.name }, form);
  return actForm<{ code: string }>(
    event,
    'submit-issue',
    {
      ...common,
      place: draft.place,
      fields: draft.fields,
      lifeStages: draft.lifeStages,
      submitterName: draft.name,
      ...(draft.photo === '' ? {} : { photoId: draft.photo }),
      ...(maySendFor && draft.toldIn !== ''
        ? { toldIn: draft.toldIn, originalBody: draft.originalBody }
        : {}),
    },
    form,
  );
}
