/**
 * Does so much of so much pass (T10)? 過半数 is `gt` 1/2, 半数以上 is `ge` 1/2: 13 and 12 of 24. Serves quorum and
 * majority alike; nobody at all passes nothing, whatever the fraction.
 */
import { ceil, compare, floor, multiply, rational, toText, ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import type { MajorityOp } from './words.ts';

export interface Fraction {
  readonly op: MajorityOp;
  readonly num: number;
  readonly den: number;
}

/** `gt`: part·den > num·whole; `ge`: part·den ≥ num·whole; and part > 0. */
export function passes(part: Rational, fraction: Fraction, whole: Rational): boolean {
  if (compare(part, ZERO) <= 0) return false;
  const order = compare(part, bound(fraction, whole));
  return fraction.op === 'gt' ? order > 0 : order >= 0;
}

/** The smallest whole number that passes, at least 1; where weights are not whole, the bound itself. */
export function needed(fraction: Fraction, whole: Rational, wholeWeights: boolean): string {
  const edge = bound(fraction, whole);
  if (!wholeWeights) return toText(edge);
  const least = fraction.op === 'gt' ? floor(edge) + 1n : ceil(edge);
  return String(least < 1n ? 1n : least);
}

function bound(fraction: Fraction, whole: Rational): Rational {
  return multiply(rational(fraction.num, fraction.den), whole);
}
