/**
 * What a member answers (WRT5), which of his answers counts (WRT6) and who reads it (WRT8). Source: R-KAW-01, 02, domain
 * §5.0, §5.6.
 */
import { isLate } from '../deciding/index.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { scaleSteps, type AnswerView, type Question } from './questionnaire.ts';

/** The answer to one question. */
export interface AnswerPart {
  readonly question: string;
  /** Places of the options chosen, from 0; of a scale the step, from 1. */
  readonly choice: readonly number[];
  readonly words: string;
}

/** What came back on one form. */
export interface AnswerBody {
  /** 意見なし, said expressly. */
  readonly noOpinion: boolean;
  readonly parts: readonly AnswerPart[];
}

/** An answer as it came in. */
export interface GivenAnswer {
  readonly id: string;
  readonly seatId: string;
  readonly via: 'electronic' | 'paper';
  /** When it came, ms since 1970 UTC. */
  readonly at: number;
  /** The version of the questionnaire it answers. */
  readonly version: number;
}

/**
 * The answer as it is kept: in the order of the questions, without parts that say nothing. Refuses `bad-input` at
 * `answers[n]` for what was not asked or can't be chosen, and `answer-empty` where nothing is said and 意見なし is not
 * chosen either: silence is no answer (WRT5).
 */
export function answerOf(questions: readonly Question[], said: AnswerBody): AnswerBody | Refusal {
  const seen = new Set<string>();
  for (const [n, part] of said.parts.entries()) {
    const question = questions.find(({ id }) => id === part.question);
    if (!question || seen.has(part.question) || !mayBeChosen(question, part.choice))
      return refuse('bad-input', { field: `answers[${n}]` });
    seen.add(part.question);
  }
  const parts = questions.flatMap((question) => {
    const part = said.parts.find((one) => one.question === question.id);
    const words = question.kind === 'free' || question.comment ? (part?.words.trim() ?? '') : '';
    const choice = [...(part?.choice ?? [])].sort((a, b) => a - b);
    return words === '' && choice.length === 0 ? [] : [{ question: question.id, choice, words }];
  });
  if (parts.length === 0 && !said.noOpinion) return refuse('answer-empty');
  return { noOpinion: parts.length === 0, parts };
}

function mayBeChosen({ kind, options }: Question, choice: readonly number[]): boolean {
  if (new Set(choice).size < choice.length || !choice.every(Number.isSafeInteger)) return false;
  if (kind === 'free') return choice.length === 0;
  if (kind !== 'multiple' && choice.length > 1) return false;
  const [from, to] = kind === 'scale' ? [1, scaleSteps] : [0, options.length - 1];
  return choice.every((one) => one >= from && one <= to);
}

/** What of an answer still stands when a later version is asked: the questions that read as they did then (WRT4). */
export function standingParts(
  questions: readonly Question[],
  answer: AnswerBody,
  version: number,
): readonly AnswerPart[] {
  const same = new Set(questions.filter(({ since }) => since <= version).map(({ id }) => id));
  return answer.parts.filter(({ question }) => same.has(question));
}

/** Of one seat: what counts, what came late, and what another one took the place of. */
export interface SeatAnswers<A extends GivenAnswer = GivenAnswer> {
  readonly counted: A | null;
  /** The last one that came after the deadline, shown as 参考. */
  readonly late: A | null;
  readonly superseded: readonly A[];
}

/**
 * The answers by seat (WRT6): of those in time the electronic one before the one on paper, then the latest; whatever came
 * after the minute of the deadline never counts.
 */
export function answersBySeat<A extends GivenAnswer>(
  answers: readonly A[],
  closesAt: number,
): ReadonlyMap<string, SeatAnswers<A>> {
  return new Map(
    [...Map.groupBy(answers, ({ seatId }) => seatId)].map(([seatId, own]) => {
      const sorted = own.toSorted(earlierFirst);
      const inTime = sorted.filter(({ at }) => !isLate(closesAt, at));
      const late = sorted.findLast(({ at }) => isLate(closesAt, at)) ?? null;
      const counted = inTime.findLast(({ via }) => via === 'electronic') ?? inTime.at(-1) ?? null;
      const superseded = sorted.filter((one) => one !== counted && one !== late);
      return [seatId, { counted, late, superseded }];
    }),
  );
}

function earlierFirst(a: GivenAnswer, b: GivenAnswer): number {
  return a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Whether somebody reads this answer, and with whose name (WRT8). `desk`: facilitator, recorder and secretariat. */
export function seenBy(view: AnswerView, desk: boolean): { readonly words: boolean; readonly name: boolean } {
  if (desk) return { words: true, name: true };
  return { words: view !== 'secretariat', name: view === 'named' };
}
