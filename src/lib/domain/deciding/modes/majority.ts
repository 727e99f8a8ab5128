/**
 * A vote by majority (T8–T11; domain dossier §5.4). Never called consensus (I7). The base decides what an
 * abstention does: of those present or eligible it works like a no, of the votes cast it does not count.
 */
import { add, equal, greater, sum, ZERO } from '../../rational.ts';
import type { Rational } from '../../rational.ts';
import { count } from '../count.ts';
import type { Count, Sides } from '../count.ts';
import type { Floor } from '../floor.ts';
import type { OutcomeCode } from '../outcome.ts';
import type { RoundInput } from '../round.ts';
import { needed, passes } from '../threshold.ts';
import { countVotes, spokenVotes, voteAsks } from '../votes.ts';
import { voteChoices } from '../words.ts';
import type { ModeRules } from './mode.ts';

export const majority = {
  ballot: 'word',
  choices: voteChoices,
  offered: spokenVotes,
  onPaper: ['blank', 'invalid'],
  asks: voteAsks,
  voices: [],
  heard: ['against'],
  offers: [],
  sameTextAgain: false,
  takesSides: true,
  shown: 'sides',
  picture: 'parts',
  written: false,
  vote: true,
  counted: {},
} as const satisfies ModeRules;

/** The code of a vote with its figures (T10, T11). */
export function countMajority(floor: Floor): Count {
  const { scale, input } = floor;
  const { sides, byChoice } = countVotes(floor.said, scale);
  const base = baseOf(floor, sides);
  const passed = passes(sides.for, input.rule.majority, base);
  return count({
    code: passed ? 'PASSED_BY_MAJORITY' : isTie(sides, input) ? tieCode(input) : 'REJECTED',
    sides,
    byChoice,
    base,
    needed: needed(input.rule.majority, base, scale.whole),
  });
}

function baseOf(floor: Floor, sides: Sides): Rational {
  const cast = add(sides.for, sides.against);
  switch (floor.input.rule.majority.base) {
    case 'cast':
      return cast;
    case 'ballots':
      return sum([cast, sides.abstain, sides.invalid]);
    case 'present':
      return floor.scale.of(floor.present);
    case 'eligible':
      return floor.scale.of(floor.eligible);
  }
}

/** As many for as against, under "more than half" only (T11); the caller knows that it did not pass. */
function isTie(sides: Sides, { rule }: RoundInput): boolean {
  const { op, num, den } = rule.majority;
  const half = op === 'gt' && BigInt(num) * 2n === BigInt(den);
  return half && equal(sides.for, sides.against) && greater(sides.for, ZERO);
}

/** The tie rule; a casting vote is the chair's own recorded act, never guessed. */
function tieCode({ rule, chairCasts }: RoundInput): OutcomeCode {
  if (rule.tieRule === 'rejected') return 'REJECTED';
  if (rule.tieRule !== 'chair_casts' || chairCasts === null) return 'TIED';
  return chairCasts === 'for' ? 'PASSED_BY_CASTING_VOTE' : 'REJECTED_BY_CASTING_VOTE';
}
