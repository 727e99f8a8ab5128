/** Silence is never consent (I6): the guard of T14 for consent, gradients and fist to five. */
import { add, equal, greater, ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import type { Floor } from './floor.ts';

/** `silent` (present without taking a position) is more than half of those present. */
export function tooManySilent(silent: Rational, present: Rational): boolean {
  return greater(add(silent, silent), present);
}

/** Nobody took a position (`n` is the weight of the ballots), or most of those present said nothing (T16). */
export function tooFewPositions(floor: Floor, n: Rational): boolean {
  return equal(n, ZERO) || tooManySilent(floor.scale.of(floor.notCast), floor.scale.of(floor.present));
}
