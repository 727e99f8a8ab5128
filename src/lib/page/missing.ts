import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import { refuse } from '#lib/domain/refusal.ts';
import { refusedForm, textOf, type RefusedForm } from './acts.ts';

/** The refusal of a form in which something that has to be chosen was left out; null where it was not. */
export function missingChoice(
  event: RequestEvent,
  form: FormData,
  field: string,
): ActionFailure<RefusedForm> | null {
  if (textOf(form, field) !== '') return null;
  return refusedForm(event, refuse('bad-input', { field, params: { why: 'not-chosen' } }), form);
}
