/** Weights of the frozen roll, and what sets of keys or ballots weigh together. Every key is on the roll (T1). */
import { isWhole, sum, ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import { sorted } from './order.ts';
import type { Voter } from './round.ts';

export class Scale {
  readonly #weights: ReadonlyMap<string, Rational>;
  /** Every weight of the roll is a whole number. */
  readonly whole: boolean;

  constructor(roll: readonly Voter[]) {
    this.#weights = new Map(roll.map((voter) => [voter.key, voter.weight]));
    this.whole = roll.every((voter) => isWhole(voter.weight));
  }

  weightOf(key: string): Rational {
    return this.#weights.get(key) ?? ZERO;
  }

  of(keys: Iterable<string>): Rational {
    return sum([...keys].map((key) => this.weightOf(key)));
  }
}

/** Weight per word, zeros too, words in code point order; `said` maps a key to its word. */
export function histogram(
  words: readonly string[],
  said: ReadonlyMap<string, string>,
  scale: Scale,
): ReadonlyMap<string, Rational> {
  const keys = new Map(sorted(words).map((word) => [word, [] as string[]]));
  for (const [key, word] of said) keys.get(word)?.push(key);
  return new Map([...keys].map(([word, of]) => [word, scale.of(of)]));
}
