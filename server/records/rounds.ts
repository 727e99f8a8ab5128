import { hasOutcome, inMode } from '#lib/domain/deciding/index.ts';
import type { FrozenRule, Outcome, RoundJson, RoundOutcome } from '#lib/domain/deciding/index.ts';
import type { RoundRow } from '../db/schema.ts';

/* What a row of a round holds as JSON text, read in one place. All of it was written by ourselves. */

/** The rule frozen into a round (I4). */
export function ruleOf(round: Pick<RoundRow, 'rule'>): FrozenRule {
  return JSON.parse(round.rule) as FrozenRule;
}

/** The outcome of a round as it is published (contracts §7); null until it is closed. */
export function publishedOutcome(round: Pick<RoundRow, 'outcome'>): Outcome | null {
  return round.outcome === null ? null : (JSON.parse(round.outcome) as Outcome);
}

/** The outcome with the mode of its round; null while it is open, and for ever where the round is void. */
export function outcomeOfRound(round: Pick<RoundRow, 'mode' | 'state' | 'outcome'>): RoundOutcome | null {
  const outcome = hasOutcome(round.state) ? publishedOutcome(round) : null;
  return outcome && inMode(round.mode, outcome);
}

/** What the outcome was reckoned from, as it is published; null until the round is closed. */
export function publishedInput(round: Pick<RoundRow, 'input'>): RoundJson | null {
  return round.input === null ? null : (JSON.parse(round.input) as RoundJson);
}
