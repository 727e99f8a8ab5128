/* A form that could not be taken comes back with what was in it, to be sent once more. */

/** A field as it travels in a form. */
export interface Sent {
  readonly name: string;
  readonly value: string;
}

/** Whether somebody wrote this: what is chosen, keys and numbers travel along unseen. */
export function isWritten(value: string): boolean {
  return /[^\x21-\x7e]/.test(value) || value.length > 64;
}

/** What is more than this does not come back, characters. */
const most = 1_000_000;

/** The fields of a form that can come back: no passwords, no files; null: too much for a page. */
export function sentFields(form: FormData): readonly Sent[] | null {
  const sent = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !/password/i.test(name) ? [{ name, value }] : [],
  );
  return sent.reduce((sum, { name, value }) => sum + name.length + value.length, 0) > most ? null : sent;
}

/** Whether something was in the form that can't come back: a password, a file. */
export function leavesOut(form: FormData): boolean {
  return [...form].some(([name, value]) =>
    typeof value === 'string' ? /password/i.test(name) && value !== '' : value.size > 0,
  );
}
