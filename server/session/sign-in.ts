import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { isAway, isDiskFull } from '../db/faults.ts';
import type { Db } from '../db/open.ts';
import type { PasswordCheck } from './password-check.ts';
import type { Sessions } from './session.ts';

/** Password sign-in. Wrong name and wrong password are one answer in one time (safety B55). */
export function passwordSignIn(db: Db, sessions: Sessions, passwords: PasswordCheck) {
  return async function signIn(
    loginName: string,
    password: string,
    address: string,
    device: string,
  ): Promise<{ token: string; maxAgeS: number; personId: string } | Refusal> {
    const name = loginName.normalize('NFKC').trim().toLowerCase();
    const person = await db
      .selectFrom('person')
      .select(['id', 'password_hash'])
      .where('login_name', '=', name)
      .where('erased_at', 'is', null)
      .executeTakeFirst();
    const right = await passwords.check({ name, address }, person?.password_hash ?? null, password);
    if (isRefusal(right)) return right;
    if (!person || !right) return refuse('sign-in-failed');
    try {
      return { ...(await sessions.issue(person.id, device)), personId: person.id };
    } catch (error) {
      if (isDiskFull(error)) return refuse('disk-full');
      if (isAway(error)) return refuse('records-unreachable');
      throw error;
    }
  };
}
