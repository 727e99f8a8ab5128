import type { AnswerBody, AnswerPart } from '#lib/domain/writing/answer.ts';
import type { Question } from '#lib/domain/writing/questionnaire.ts';
import { textOf } from './acts.ts';

/** Names of the fields of a question in the form of a written meeting: each box of several has a name of its own. */
export const fieldOf = {
  choice: (id: string) => `q-${id}`,
  box: (id: string, at: number) => `q-${id}-${at}`,
  words: (id: string) => `w-${id}`,
};

/** What a form says, as the commands take it. */
export function saidIn(form: FormData, questions: readonly Question[]) {
  return {
    version: Number(textOf(form, 'version')) || 1,
    noOpinion: textOf(form, 'noOpinion') !== '',
    answers: questions.flatMap((question): AnswerPart[] => {
      const words = textOf(form, fieldOf.words(question.id)).trim();
      const choice = chosenIn(form, question);
      return words === '' && choice.length === 0 ? [] : [{ question: question.id, choice, words }];
    }),
  };
}

function chosenIn(form: FormData, { id, kind, options }: Question): number[] {
  if (kind === 'free') return [];
  if (kind === 'multiple')
    return options.flatMap((_, at) => (textOf(form, fieldOf.box(id, at)) === '' ? [] : [at]));
  const value = textOf(form, fieldOf.choice(id));
  return /^\d{1,2}$/.test(value) ? [Number(value)] : [];
}

/** What stands in the fields: what was typed and came back, else what was begun before. */
export function filledWith(
  questions: readonly Question[],
  values: Readonly<Record<string, string>> | undefined,
  begun: AnswerBody | null,
): ReadonlyMap<string, { readonly choice: readonly number[]; readonly words: string }> {
  return new Map(
    questions.map((question) => {
      if (values) {
        const form = new FormData();
        for (const [name, value] of Object.entries(values)) form.set(name, value);
        const words = values[fieldOf.words(question.id)] ?? '';
        return [question.id, { choice: chosenIn(form, question), words }];
      }
      const part = begun?.parts.find((one) => one.question === question.id);
      return [question.id, { choice: part?.choice ?? [], words: part?.words ?? '' }];
    }),
  );
}
