/** The sides of a vote in the words for, against, abstain, blank, invalid; a blank ballot is an invalid one (T8). */
import { add, ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import type { Sides } from './count.ts';
import { voteChoices } from './words.ts';
import { histogram } from './weights.ts';
import type { Scale } from './weights.ts';

/** What a person can say in a vote; blank and invalid ballots exist on paper only. */
export const spokenVotes = [
  'for',
  'against',
  'abstain',
] as const satisfies readonly (typeof voteChoices)[number][];

/** Who votes against may say why. */
export const voteAsks = { against: { reason: 'optional' } } as const;

export function countVotes(
  said: ReadonlyMap<string, string>,
  scale: Scale,
): { readonly sides: Sides; readonly byChoice: ReadonlyMap<string, Rational> } {
  const byChoice = histogram(voteChoices, said, scale);
  const weight = (word: (typeof voteChoices)[number]) => byChoice.get(word) ?? ZERO;
  const sides = {
    for: weight('for'),
    against: weight('against'),
    abstain: weight('abstain'),
    invalid: add(weight('blank'), weight('invalid')),
  };
  return { sides, byChoice };
}
