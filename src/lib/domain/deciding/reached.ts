/**
 * Whether what a round showed is enough for a majority other than the one it was held with (RUL8): rules that ask more
 * of a change of themselves are changed only by as much.
 */
import { add, parseRational, sum, ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import { agrees } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { hasVote } from './reply.ts';
import type { MajorityRule, RoundInput } from './round.ts';
import { passes } from './threshold.ts';

/** True where the round agreed and those for it reach `majority`; consent and concern count as for (T14). */
export function reaches(input: RoundInput, outcome: Outcome, majority: MajorityRule): boolean {
  if (!agrees(outcome.code)) return false;
  const { total } = outcome;
  const cast = add(weight(total.for), weight(total.against));
  const ballots = sum([cast, weight(total.abstain), weight(total.invalid)]);
  const bases = {
    cast: () => cast,
    ballots: () => ballots,
    present: () => add(ballots, weight(total.notCast)),
    eligible: () => sum(input.roll.filter((voter) => hasVote(input, voter)).map((voter) => voter.weight)),
  } satisfies Record<MajorityRule['base'], () => Rational>;
  return passes(weight(total.for), majority, bases[majority.base]());
}

function weight(text: string): Rational {
  return parseRational(text) ?? ZERO;
}
