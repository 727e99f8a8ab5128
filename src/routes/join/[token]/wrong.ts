import { m } from '#lib/paraglide/messages.js';
import type { RefusedForm } from '#lib/page/acts.ts';

const words: Record<string, { bad: () => string; taken?: () => string }> = {
  slug: { bad: m.join_wrong_slug, taken: m.join_taken_slug },
  loginName: { bad: m.join_wrong_login, taken: m.join_taken_login },
  password: { bad: m.join_wrong_password },
};

/** What is wrong with a field, said for this field; '' where nothing is. */
export function wrongWith(refused: RefusedForm | null, field: string): string {
  if (!refused || refused.refusal.field !== field) return '';
  const own = words[field];
  if (refused.refusal.code === 'bad-input' && own) return own.bad();
  if (refused.refusal.code === 'name-taken' && own?.taken) return own.taken();
  return refused.refusal.message;
}
