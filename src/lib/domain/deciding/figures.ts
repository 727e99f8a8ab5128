/**
 * An outcome in its mode. The published outcome (contracts §7) does not name the mode, its round does; whoever says
 * or shows a result is given both together and guesses nothing from the words it contains.
 */
import type { Numbers, Outcome, OutcomeCode, QuorumFigures, Ranked, Reason } from './outcome.ts';
import type { Mode } from './words.ts';

/** The outcome of a round with the mode it was counted in. */
export interface RoundOutcome extends Outcome {
  readonly mode: Mode;
}

/** What sentences and figures say of an outcome: no voter's key is in it. */
export interface OutcomeFigures {
  readonly mode: Mode;
  readonly code: OutcomeCode;
  readonly reason: Reason | null;
  readonly quorum: Readonly<QuorumFigures>;
  readonly total: Readonly<Numbers> & { readonly byChoice: Readonly<Record<string, string>> };
  readonly ranking: readonly Readonly<Ranked>[];
  /** How many objections were open at the close. */
  readonly openObjections: number;
}

/** The outcome with its mode. */
export function inMode(mode: Mode, outcome: Outcome): RoundOutcome {
  return { mode, ...outcome };
}

/** The figures of an outcome. */
export function figuresOf(outcome: RoundOutcome): OutcomeFigures {
  const { mode, code, reason, quorum, total, ranking, objections } = outcome;
  return { mode, code, reason, quorum, total, ranking, openObjections: objections.length };
}
