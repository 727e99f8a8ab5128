/** Silence is never consent (I6): the guard of T14 for consent, gradients and fist to five. */
import { add, greater } from '../rational.ts';
import type { Rational } from '../rational.ts';

/** `silent` (present without taking a position) is more than half of those present. */
export function tooManySilent(silent: Rational, present: Rational): boolean {
  return greater(add(silent, silent), present);
}
