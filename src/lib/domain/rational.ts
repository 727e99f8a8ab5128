/**
 * Exact rationals over bigint: voting weights such as 「世帯の会員数分の1」 and every sum made of them
 * (domain dossier §5.0: integers and rationals only, no floats, no percent rounding). A value is always in
 * lowest terms with a positive denominator, so equal values have equal parts and one text.
 */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

/** Longest text of one rational that is read; keeps hostile digits from costing seconds. */
const MAX_LENGTH = 80;
const PATTERN = /^(-?(?:0|[1-9][0-9]*))(?:\/([1-9][0-9]*))?$/;

/** n/d in lowest terms; `d` must not be 0. */
export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  return reduce(BigInt(n), BigInt(d));
}

/** The value written as `n` or `n/d` (decimal, no sign but `-`, no spaces, no leading zeros), else undefined. */
export function parseRational(text: string): Rational | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  return reduce(BigInt(match[1]!), BigInt(match[2] ?? 1));
}

/** `n` for a whole number, else `n/d` in lowest terms. */
export function toText(a: Rational): string {
  return a.d === 1n ? `${a.n}` : `${a.n}/${a.d}`;
}

export function add(a: Rational, b: Rational): Rational {
  return reduce(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function multiply(a: Rational, b: Rational): Rational {
  return reduce(a.n * b.n, a.d * b.d);
}

/** Sum of any number of values, reduced once: thousands of ballots cost one walk. */
export function sum(values: Iterable<Rational>): Rational {
  let n = 0n;
  let d = 1n;
  for (const value of values) {
    if (d % value.d === 0n) {
      n += value.n * (d / value.d);
    } else {
      const grown = d * (value.d / gcd(value.d, d % value.d));
      n = n * (grown / d) + value.n * (grown / value.d);
      d = grown;
    }
  }
  return reduce(n, d);
}

/** -1, 0 or 1 as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equal(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d;
}

export function greater(a: Rational, b: Rational): boolean {
  return compare(a, b) > 0;
}

export function min(a: Rational, b: Rational): Rational {
  return greater(a, b) ? b : a;
}

export function max(a: Rational, b: Rational): Rational {
  return greater(b, a) ? b : a;
}

export function isWhole(a: Rational): boolean {
  return a.d === 1n;
}

/** Greatest whole number not above `a`. */
export function floor(a: Rational): bigint {
  const quotient = a.n / a.d;
  return a.n < 0n && quotient * a.d !== a.n ? quotient - 1n : quotient;
}

/** Least whole number not below `a`. */
export function ceil(a: Rational): bigint {
  return -floor({ n: -a.n, d: a.d });
}

function reduce(n: bigint, d: bigint): Rational {
  if (d === 1n) return { n, d };
  const sign = d < 0n ? -1n : 1n;
  const divisor = gcd(n < 0n ? -n : n, d * sign) * sign;
  return { n: n / divisor, d: d / divisor };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
