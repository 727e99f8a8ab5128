/** What one mode makes of a floor: a code with its reason and the figures behind it. Not yet text, not yet quorum. */
import { ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import type { OutcomeCode, Reason } from './outcome.ts';

export interface Sides {
  readonly for: Rational;
  readonly against: Rational;
  readonly abstain: Rational;
  readonly invalid: Rational;
}

export interface RankedOption {
  readonly option: string;
  readonly score: Rational;
  readonly rank: number;
}

export interface RunOffStep {
  readonly counts: ReadonlyMap<string, Rational>;
  readonly eliminated: string | null;
}

export interface Count {
  readonly code: OutcomeCode;
  readonly reason: Reason | null;
  readonly sides: Sides;
  readonly byChoice: ReadonlyMap<string, Rational>;
  /** Majority mode only. */
  readonly base: Rational | null;
  readonly needed: string | null;
  readonly objections: readonly string[];
  readonly ranking: readonly RankedOption[];
  readonly winner: string | null;
  readonly steps: readonly RunOffStep[];
}

export const noSides: Sides = { for: ZERO, against: ZERO, abstain: ZERO, invalid: ZERO };

/** A count with what the mode gives; the rest empty. */
export function count(given: Pick<Count, 'code' | 'byChoice'> & Partial<Count>): Count {
  return {
    reason: null,
    sides: noSides,
    base: null,
    needed: null,
    objections: [],
    ranking: [],
    winner: null,
    steps: [],
    ...given,
  };
}
