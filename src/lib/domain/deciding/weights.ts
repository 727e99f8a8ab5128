/** Weights of the frozen roll, and what sets of keys or ballots weigh together. Every key is on the roll (T1). */
import { isWhole, rational, sum, toText, ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import { sorted } from './order.ts';
import type { Voter } from './round.ts';

export class Scale {
  /** Each weight of the roll once, and by key its place among them: thousands weigh one of a few. */
  readonly #weights: readonly Rational[];
  readonly #places: ReadonlyMap<string, number>;
  /** Every weight of the roll is a whole number. */
  readonly whole: boolean;

  constructor(roll: readonly Voter[]) {
    const places = new Map<string, number>();
    const weights: Rational[] = [];
    const placeOf = (weight: Rational): number => {
      const spelled = toText(weight);
      const known = places.get(spelled);
      if (known !== undefined) return known;
      places.set(spelled, weights.length);
      return weights.push(weight) - 1;
    };
    this.#places = new Map(roll.map((voter) => [voter.key, placeOf(voter.weight)]));
    this.#weights = weights;
    this.whole = weights.every(isWhole);
  }

  weightOf(key: string): Rational {
    return this.#weights[this.#places.get(key) ?? -1] ?? ZERO;
  }

  of(keys: Iterable<string>): Rational {
    const times = this.#weights.map(() => 0n);
    for (const key of keys) {
      const place = this.#places.get(key);
      if (place !== undefined) times[place] = (times[place] ?? 0n) + 1n;
    }
    return sum(this.#weights.map(({ n, d }, i) => rational(n * (times[i] ?? 0n), d)));
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
