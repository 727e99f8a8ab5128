/**
 * The questionnaire of a written meeting (WRT3, WRT4): what may be asked, and what becomes of a question when a new version
 * goes out. No question hangs on another one and nothing is ranked, so that the form on paper asks the same. Source:
 * R-KAW-02, findings on needs.
 */

export const questionKinds = ['free', 'single', 'multiple', 'scale'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Who reads an answer with its name: every member, the secretariat alone; or the answer itself is the secretariat's alone. */
export const answerViews = ['named', 'anonymous', 'secretariat'] as const;
export type AnswerView = (typeof answerViews)[number];

/** A question as people write it. */
export interface QuestionDraft {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly text: string;
  /** What it means, below its text; may be ''. */
  readonly help: string;
  /** Of single and multiple what may be chosen; of a scale the words at 1 and at 5, or nothing. */
  readonly options: readonly string[];
  /** Beside a choice there is room for words. */
  readonly comment: boolean;
  readonly view: AnswerView;
}

/** A question as it was sent. */
export interface Question extends QuestionDraft {
  /** The version from which on it stands as it does. */
  readonly since: number;
}

export const mostQuestions = 40;
export const mostOptions = 20;
export const longest = { text: 500, help: 1000, option: 60, words: 20_000 } as const;
/** A scale runs from 1 to this. */
export const scaleSteps = 5;

export const questionFaults = [
  'none',
  'too-many',
  'text',
  'long',
  'options',
  'option-twice',
  'ends',
] as const;
export type QuestionFaultKind = (typeof questionFaults)[number];
export interface QuestionFault {
  /** Which question, from 0; null: the questionnaire as a whole. */
  readonly at: number | null;
  readonly why: QuestionFaultKind;
}

/** Everything that keeps a questionnaire from being sent, in its order (WRT3). */
export function questionFaultsIn(drafts: readonly QuestionDraft[]): QuestionFault[] {
  if (drafts.length === 0) return [{ at: null, why: 'none' }];
  if (drafts.length > mostQuestions) return [{ at: null, why: 'too-many' }];
  return drafts.flatMap((draft, at) => {
    const why = faultOf(draft);
    return why === null ? [] : [{ at, why }];
  });
}

function faultOf({ kind, text, help, options }: QuestionDraft): QuestionFaultKind | null {
  if (text.trim() === '') return 'text';
  if (text.length > longest.text || help.length > longest.help) return 'long';
  if (options.some((option) => option.length > longest.option)) return 'long';
  if (kind === 'scale' && options.length !== 0 && options.length !== 2) return 'ends';
  if (kind === 'free' || kind === 'scale') return null;
  if (options.length < 2 || options.length > mostOptions) return 'options';
  return new Set(options).size < options.length ? 'option-twice' : null;
}

/** The next version: a question that reads as before keeps since when it does, so that answers to it stand (WRT4). */
export function nextQuestions(
  before: readonly Question[],
  drafts: readonly QuestionDraft[],
  version: number,
): Question[] {
  const known = new Map(before.map((question) => [question.id, question]));
  return drafts.map((draft) => {
    const earlier = known.get(draft.id);
    const same = earlier !== undefined && spelled(earlier) === spelled(draft);
    return { ...asAsked(draft), since: same ? earlier.since : version };
  });
}

/** Whether a new version says anything new: a question more, less, changed or elsewhere. */
export function questionsDiffer(before: readonly Question[], drafts: readonly QuestionDraft[]): boolean {
  return before.map(spelled).join('\n') !== drafts.map(spelled).join('\n');
}

/** A question as it is asked: options only where there is something to choose, words beside a choice only there. */
export function asAsked(draft: QuestionDraft): QuestionDraft {
  const { id, kind, text, help, options, comment, view } = draft;
  return {
    id,
    kind,
    text: text.trim(),
    help: help.trim(),
    options: kind === 'free' ? [] : [...options],
    comment: kind !== 'free' && comment,
    view,
  };
}

function spelled(draft: QuestionDraft): string {
  const { id, kind, text, help, options, comment, view } = asAsked(draft);
  return JSON.stringify([id, kind, text, help, options, comment, view]);
}
