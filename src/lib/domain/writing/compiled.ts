/**
 * What came back to a questionnaire, put together (WRT8, WRT13): every answer in its own words, how often each option was
 * chosen, and names only where it was said beforehand that they are read. Source: R-KAW-03, AT-2.4.
 */
import { seenBy, standingParts, type AnswerBody } from './answer.ts';
import { scaleSteps, type Question } from './questionnaire.ts';

/** One answer that came back, with who gave it. */
export interface Voice extends AnswerBody {
  readonly id: string;
  readonly version: number;
  readonly seat: { readonly no: number; readonly label: string; readonly name: string };
}

export interface CompiledAnswer {
  /** Of this answer to this question; known to the canvas. */
  readonly id: string;
  /** The words of the options chosen. */
  readonly chosen: readonly string[];
  /** As it was written, never changed. */
  readonly words: string;
  /** Seat and name; null where the reader does not learn them. */
  readonly who: { readonly no: number; readonly label: string; readonly name: string } | null;
}

export interface CompiledQuestion {
  readonly id: string;
  readonly kind: Question['kind'];
  readonly view: Question['view'];
  readonly text: string;
  /** How often each option was chosen, in their order; empty for free text. */
  readonly counts: readonly { readonly option: string; readonly n: number }[];
  /** How many answered it. */
  readonly answered: number;
  /** What the reader may read; where the answers are not for him, none. */
  readonly answers: readonly CompiledAnswer[];
}

/**
 * `desk`: facilitator, recorder and secretariat, who read everything. Named answers stand by seat; without a name they
 * stand by their random ids, so that their place tells nobody.
 */
export function compile(
  { questions }: { readonly questions: readonly Question[] },
  voices: readonly Voice[],
  desk: boolean,
): CompiledQuestion[] {
  return questions.map((question) => {
    const seen = seenBy(question.view, desk);
    const given = voices.flatMap((voice) => {
      const part = standingParts(questions, voice, voice.version).find((one) => one.question === question.id);
      return part ? [{ voice, part }] : [];
    });
    const named = seen.name && question.view === 'named';
    const sorted = given.toSorted((a, b) =>
      named ? a.voice.seat.no - b.voice.seat.no : a.voice.id < b.voice.id ? -1 : 1,
    );
    return {
      id: question.id,
      kind: question.kind,
      view: question.view,
      text: question.text,
      counts: optionsOf(question).map((option, i) => ({
        option,
        n: given.filter(({ part }) => part.choice.includes(question.kind === 'scale' ? i + 1 : i)).length,
      })),
      answered: given.length,
      answers: seen.words
        ? sorted.map(({ voice, part }) => ({
            id: `${voice.id}-${question.id}`,
            chosen: part.choice.map(
              (at) => optionsOf(question)[question.kind === 'scale' ? at - 1 : at] ?? '',
            ),
            words: part.words,
            who: seen.name ? voice.seat : null,
          }))
        : [],
    };
  });
}

/** The options as they are read: of a scale its steps, with the words at its ends. */
export function optionsOf({ kind, options }: Pick<Question, 'kind' | 'options'>): string[] {
  if (kind !== 'scale') return [...options];
  return Array.from({ length: scaleSteps }, (_, i) => {
    const end = i === 0 ? options[0] : i === scaleSteps - 1 ? options[1] : undefined;
    return end ? `${i + 1} ${end}` : `${i + 1}`;
  });
}

/** What goes to another meeting as its paper: frozen, without names that were not to be read. */
export interface CompiledPaper {
  readonly counts: {
    readonly asked: number;
    readonly inTime: number;
    readonly late: number;
    readonly none: number;
  };
  readonly summary: string;
  readonly questions: readonly CompiledQuestion[];
  readonly late: readonly CompiledQuestion[];
  readonly groups: readonly {
    readonly name: string;
    readonly notes: readonly string[];
    readonly answers: readonly CompiledAnswer[];
  }[];
}
