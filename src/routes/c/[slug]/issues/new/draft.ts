import { createHash } from 'node:crypto';
import { personalKindsIn, type PersonalKind } from '#lib/domain/issues/privacy.ts';
import { soundsPrivate, soundsUrgent } from '#lib/domain/issues/sensitive.ts';
import { textOf } from '#lib/page/acts.ts';

/** What a resident has written so far; travels in the form itself, so that no account and no script is needed. */
export interface IssueDraft {
  /** For everybody, published after screening; or 「困っている」, for the secretariat alone (R-HAC-15). */
  readonly kind: 'public' | 'private';
  readonly title: string;
  readonly body: string;
  readonly place: string;
  readonly lifeStages: readonly string[];
  readonly fields: readonly string[];
  /** Name given, on the private path how to be reached. */
  readonly name: string;
  readonly via: string;
  readonly onBehalf: boolean;
  readonly toldIn: string;
  readonly originalBody: string;
  /** Id of a photo kept already; '' without. */
  readonly photo: string;
  /** What the writer has been told of already: kinds of personal data, and 'private'. */
  readonly told: readonly string[];
  /** Mark of the sheet it came from; '' is the form itself. */
  readonly link: string;
  /** Made once; the same draft sent twice is one issue. */
  readonly draftId: string;
}

export type Step = 1 | 2 | 3;

export interface DraftPage {
  readonly step: Step;
  readonly draft: IssueDraft;
  readonly missing: 'title' | 'title-long' | null;
  /** To be told now. */
  readonly personal: readonly PersonalKind[];
  /** It sounds as if it were better told in private; offered once. */
  readonly offerPrivate: boolean;
  /** It sounds as if somebody were in danger: whom to call stands on every screen (ISS40). */
  readonly urgent: boolean;
}

const longestTitle = 60;
const several = (form: FormData, name: string) =>
  form
    .getAll(name)
    .filter((value) => typeof value === 'string')
    .filter((value) => value !== '');

export function emptyDraft(): IssueDraft {
  return {
    kind: 'public',
    title: '',
    body: '',
    place: '',
    lifeStages: [],
    fields: [],
    name: '',
    via: 'form',
    onBehalf: false,
    toldIn: '',
    originalBody: '',
    photo: '',
    told: [],
    link: '',
    draftId: newDraftId(),
  };
}

export function readDraft(form: FormData): IssueDraft {
  const draftId = textOf(form, 'draftId');
  return {
    kind: textOf(form, 'kind') === 'private' ? 'private' : 'public',
    title: textOf(form, 'title').trim(),
    body: textOf(form, 'body').trim(),
    place: textOf(form, 'place').trim(),
    lifeStages: several(form, 'lifeStages'),
    fields: several(form, 'fields'),
    name: textOf(form, 'name').trim(),
    via: textOf(form, 'via') || 'form',
    onBehalf: form.get('onBehalf') === 'yes',
    toldIn: textOf(form, 'toldIn'),
    originalBody: textOf(form, 'originalBody').trim(),
    photo: form.get('noPhoto') === 'yes' ? '' : textOf(form, 'photo'),
    told: several(form, 'told'),
    link: linkIn(textOf(form, 'link')),
    draftId: /^[A-Za-z0-9_-]{22}$/.test(draftId) ? draftId : newDraftId(),
  };
}

/**
 * The screen that comes next. Going on from what one has written: a title must be there, and what looks
 * personal is told once; whoever goes on all the same goes on (flagged for the screening). On the private path
 * nothing is told: nobody else reads it.
 */
export function nextPage(draft: IssueDraft, wanted: Step): DraftPage {
  const page = (step: Step, more: Partial<DraftPage> = {}): DraftPage => ({
    step,
    draft,
    missing: null,
    personal: [],
    offerPrivate: false,
    urgent: soundsUrgent([draft.title, draft.body].join('\n')),
    ...more,
  });
  if (wanted === 1) return page(1);
  if (draft.title === '') return page(1, { missing: 'title' });
  if (draft.title.length > longestTitle) return page(1, { missing: 'title-long' });
  if (draft.kind === 'private') return page(wanted);
  const written = [draft.title, draft.body].join('\n');
  const personal = personalKindsIn([written, draft.place].join('\n')).filter(
    (kind) => !draft.told.includes(kind),
  );
  const offerPrivate = !draft.told.includes('private') && soundsPrivate(written);
  if (personal.length === 0 && !offerPrivate) return page(wanted);
  // what stands in the place only is told on the second screen, where it was written
  const elsewhere = personalKindsIn(written);
  const step = offerPrivate || personal.some((kind) => elsewhere.includes(kind)) ? 1 : 2;
  const told = [...draft.told, ...personal, ...(offerPrivate ? ['private'] : [])];
  return page(step, { draft: { ...draft, told }, personal, offerPrivate });
}

/** Key of the act: of the draft and of what it says now, so that the same words are sent once and others again. */
export function keyOf(draft: IssueDraft): string {
  const said = JSON.stringify({ ...draft, told: [] });
  return `${draft.draftId}-${createHash('sha256').update(said).digest('hex').slice(0, 16)}`;
}

/** A mark as sheets carry it; anything else is the form itself. */
export function linkIn(given: string): string {
  return /^[0-9A-Z]{12}$/.test(given) ? given : '';
}

/** 128 random bits in the spelling of ids. */
function newDraftId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}
