import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db } from '../db/open.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { Sessions } from './session.ts';

/*
 * Password sign-in. Wrong name and wrong password are one answer in one time; each failure doubles the
 * wait for that name from that address, nobody is locked out (safety B55, B56).
 */
const firstDelayMs = 500;
const longestDelayMs = 60_000;
const freeTries = 4;
const forgetAfterMs = 15 * 60_000;
const remembered = 10_000;

export function passwordSignIn(db: Db, sessions: Sessions, monotonic: () => number) {
  const failures = new Map<string, { count: number; until: number; at: number }>();
  // compared against when the name is unknown, so that both answers take equally long
  const nobody = hashPassword('nobody');

  return async function signIn(
    loginName: string,
    password: string,
    address: string,
    device: string,
  ): Promise<{ token: string; maxAgeS: number; personId: string } | Refusal> {
    const name = loginName.normalize('NFKC').trim().toLowerCase();
    const who = `${name}\0${address}`;
    const now = monotonic();
    const failed = failures.get(who);
    if (failed && failed.until > now)
      return refuse('too-many-requests', { params: { seconds: Math.ceil((failed.until - now) / 1000) } });

    const person = await db
      .selectFrom('person')
      .select(['id', 'password_hash'])
      .where('login_name', '=', name)
      .where('erased_at', 'is', null)
      .executeTakeFirst();
    const right = await verifyPassword(person?.password_hash ?? (await nobody), password);
    if (!person || person.password_hash === null || !right) {
      const count = (failed && now - failed.at < forgetAfterMs ? failed.count : 0) + 1;
      const delay = count < freeTries ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (count - freeTries));
      if (failures.size >= remembered) failures.delete(failures.keys().next().value as string);
      failures.set(who, { count, until: now + delay, at: now });
      return refuse('sign-in-failed');
    }
    failures.delete(who);
    return { ...(await sessions.issue(person.id, device)), personId: person.id };
  };
}
