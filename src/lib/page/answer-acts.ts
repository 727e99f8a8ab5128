import type { ActionFailure } from '@sveltejs/kit';
import type { Question } from '#lib/domain/writing/questionnaire.ts';
import { textOf, type RefusedForm } from './acts.ts';
import { saidIn } from './answer-form.ts';

/** A member's form as answer-writing and answer-by-link take it. */
export function answerInput(form: FormData, questions: readonly Question[]) {
  const after = textOf(form, 'after');
  return { ...saidIn(form, questions), ...(after && { after }) };
}

/** What the page says of it: sent, too late, or kept to go on with. */
export function answered(acted: { result: unknown } | ActionFailure<RefusedForm>, draft: boolean) {
  if (!('result' in acted)) return acted;
  const { late } = acted.result as { readonly late?: boolean };
  if (draft) return { done: 'draft' as const };
  return { done: late ? ('late' as const) : ('sent' as const) };
}
