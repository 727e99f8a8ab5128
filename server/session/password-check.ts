import { addressKey, take, waitOf, type Bucket } from '#lib/domain/limits/bucket.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { hashPassword, mayHash, verifyPassword } from './password.ts';

/*
 * Trying a password (LIM6–LIM8). Each try is counted before it is looked at, so that asking at once gains nothing: per
 * name from an address the wait doubles, and an address has only so many wrong tries for all names together. Nobody is
 * locked out from elsewhere (safety B55, B56). Kept in the process, bounded; processes that tell each other what they count
 * count together.
 */
const firstDelayMs = 500;
const longestDelayMs = 60_000;
const freeTries = 4;
const forgetAfterMs = 15 * 60_000;
const remembered = 10_000;
/** wrong tries of one address, at once and an hour: forty people behind one wall may each mistype once */
const perAddress = { burst: 60, perHour: 240 };

export interface PasswordCheck {
  /**
   * Whether `given` is the password of `name` (its PHC string; null where there is none: takes equally long).
   * `too-many-requests` with the seconds to wait.
   */
  check(
    who: { readonly name: string; readonly address: string },
    phc: string | null,
    given: string,
  ): Promise<boolean | Refusal>;
  /** Another process has counted a try, or found that it was the right one. */
  hear(of: PasswordCount, keys: readonly string[]): void;
}

/** A try, by name from an address and by address; a right one counts no more. */
export type PasswordCount = 'password-tried' | 'password-right';

interface Tries {
  readonly count: number;
  readonly until: number;
  readonly at: number;
}

/** `monotonic`: ms of a clock that never goes back; `tell`: other processes count it, too. */
export function openPasswordCheck(
  monotonic: () => number,
  tell: (of: PasswordCount, keys: readonly string[]) => void = () => undefined,
): PasswordCheck {
  const tries = new Map<string, Tries>();
  const addresses = new Map<string, Bucket>();
  // compared against when the name is unknown, so that both answers take equally long
  const nobody = hashPassword('nobody');

  function keep<T>(map: Map<string, T>, key: string, value: T): void {
    map.delete(key);
    map.set(key, value);
    if (map.size > remembered) map.delete(map.keys().next().value as string);
  }

  function tried(who: string, from: string, now: number): void {
    const before = tries.get(who);
    const count = (before && now - before.at < forgetAfterMs ? before.count : 0) + 1;
    const delay = count < freeTries ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (count - freeTries));
    keep(tries, who, { count, until: now + delay, at: now });
    keep(addresses, from, take(addresses.get(from), perAddress, now).bucket);
  }

  /** A right one was no guess. */
  function wasRight(who: string, from: string): void {
    tries.delete(who);
    const left = addresses.get(from);
    if (left) keep(addresses, from, { ...left, left: Math.min(perAddress.burst, left.left + 1) });
  }

  return {
    async check({ name, address }, phc, given) {
      const [who, from, now] = [`${name}\0${address}`, addressKey(address), monotonic()];
      const before = tries.get(who);
      const wait = Math.max(
        ((before?.until ?? 0) - now) / 1_000,
        waitOf(addresses.get(from), perAddress, now),
      );
      if (wait > 0) return refuse('too-many-requests', { params: { seconds: Math.ceil(wait) } });
      const busy = refuse('too-many-requests', { params: { seconds: 2 } });
      if (!mayHash(from)) return busy;
      tried(who, from, now);
      tell('password-tried', [who, from]);
      const verified = await verifyPassword(phc ?? (await nobody), given, from);
      if (verified === null) return busy;
      if (!verified || phc === null) return false;
      wasRight(who, from);
      tell('password-right', [who, from]);
      return true;
    },
    hear(of, [who, from]) {
      if (who === undefined || from === undefined) return;
      if (of === 'password-tried') tried(who, from, monotonic());
      else wasRight(who, from);
    },
  };
}
