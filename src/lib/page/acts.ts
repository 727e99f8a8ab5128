import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { sayRefusal, type SaidRefusal } from '#lib/text/refusals.ts';
import { m } from '#lib/paraglide/messages.js';
import { leavesOut } from './again.ts';
import { signInCookie } from './answers.ts';

/** What a page shows when a form was refused: code, field, words, and what the person had written. */
export interface RefusedForm {
  readonly refusal: SaidRefusal;
  readonly values: Record<string, string>;
}

/**
 * Runs a command for a plain form post. The form carries a hidden `idempotencyKey`, so that a double tap
 * or a reload acts once. `form` fields are handed back on refusal, never passwords.
 */
export async function actForm<R>(
  event: RequestEvent,
  command: string,
  input: unknown,
  form: FormData,
): Promise<{ result: R } | ActionFailure<RefusedForm>> {
  const key = String(form.get('idempotencyKey') ?? '');
  const ran = await event.locals.app.act(command, input, event.locals.actor, key);
  if (isRefusal(ran)) return refusedForm(event, ran, form);
  if (ran.signIn) await signInCookie(event, ran.signIn);
  return { result: ran.result as R };
}

/** The same answer for refusals that did not come from a command, e.g. sign-in. */
export function refusedForm(
  event: RequestEvent,
  refusal: Refusal,
  form: FormData,
): ActionFailure<RefusedForm> {
  const values: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === 'string' && !/password/i.test(name)) values[name] = value.slice(0, 200_000);
  return fail(event.locals.app.statusOf(refusal), {
    refusal: withWhatIsGone(sayRefusal(refusal, event.locals.actor.locale), form, event.locals.actor.locale),
    values,
  });
}

/** What a page can't hand back is not said to be kept: a password, a chosen file. */
function withWhatIsGone(
  said: SaidRefusal,
  form: FormData,
  locale: App.Locals['actor']['locale'],
): SaidRefusal {
  // whoever signs in wrongly types both anew
  if (said.code === 'sign-in-failed' || !leavesOut(form)) return said;
  const file = [...form.values()].some((value) => typeof value !== 'string' && value.size > 0);
  const gone = file ? m.refusal_file_again({}, { locale }) : m.refusal_password_again({}, { locale });
  return { ...said, next: said.next === undefined ? gone : `${said.next} ${gone}` };
}

/** A text field of a form, '' when absent. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
