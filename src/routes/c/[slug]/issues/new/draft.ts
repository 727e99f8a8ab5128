import { personalKindsIn, type PersonalKind } from '#lib/domain/issues/privacy.ts';
import { textOf } from '../../../../acts.ts';

/** What a resident has written so far; travels in the form itself, so that no account and no script is needed. */
export interface IssueDraft {
  readonly title: string;
  readonly body: string;
  readonly place: string;
  readonly lifeStages: readonly string[];
  readonly fields: readonly string[];
  readonly name: string;
  readonly via: string;
  readonly onBehalf: boolean;
  /** Kinds of personal data the writer has been told of already. */
  readonly told: readonly string[];
  readonly key: string;
}

export type Step = 1 | 2 | 3;

export interface DraftPage {
  readonly step: Step;
  readonly draft: IssueDraft;
  readonly missing: 'title' | 'title-long' | null;
  /** To be told now. */
  readonly personal: readonly PersonalKind[];
}

const longestTitle = 60;

export function emptyDraft(): IssueDraft {
  return {
    title: '',
    body: '',
    place: '',
    lifeStages: [],
    fields: [],
    name: '',
    via: 'form',
    onBehalf: false,
    told: [],
    key: crypto.randomUUID(),
  };
}

export function readDraft(form: FormData): IssueDraft {
  const several = (name: string) =>
    form
      .getAll(name)
      .filter((value) => typeof value === 'string')
      .slice(0, 20);
  return {
    title: textOf(form, 'title').trim(),
    body: textOf(form, 'body').trim(),
    place: textOf(form, 'place').trim(),
    lifeStages: several('lifeStages'),
    fields: several('fields'),
    name: textOf(form, 'name').trim(),
    via: textOf(form, 'via') || 'form',
    onBehalf: form.get('onBehalf') === 'yes',
    told: several('told'),
    key: textOf(form, 'idempotencyKey') || crypto.randomUUID(),
  };
}

/**
 * The screen that comes next. Going on from what one has written: a title must be there, and what looks
 * personal is told once; whoever goes on all the same goes on (flagged for the screening).
 */
export function nextPage(draft: IssueDraft, wanted: Step): DraftPage {
  if (wanted === 1) return { step: 1, draft, missing: null, personal: [] };
  if (draft.title === '') return { step: 1, draft, missing: 'title', personal: [] };
  if ([...draft.title].length > longestTitle) return { step: 1, draft, missing: 'title-long', personal: [] };
  const found = personalKindsIn([draft.title, draft.body, draft.place].join('\n'));
  const personal = found.filter((kind) => !draft.told.includes(kind));
  if (personal.length === 0) return { step: wanted, draft, missing: null, personal };
  // what stands in the place only is told on the second screen, where it was written
  const elsewhere = personalKindsIn([draft.title, draft.body].join('\n'));
  const step = personal.some((kind) => elsewhere.includes(kind)) ? 1 : 2;
  return { step, draft: { ...draft, told: [...draft.told, ...personal] }, missing: null, personal };
}
