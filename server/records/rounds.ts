import { hasOutcome, inMode } from '#lib/domain/deciding/index.ts';
import type { Outcome, RoundJson, RoundOutcome } from '#lib/domain/deciding/index.ts';
import { inputIn, outcomeIn } from '../db/decode.ts';
import type { RoundRow } from '../db/schema.ts';

/* What a round says by its row: what it was reckoned from, and its outcome with the mode. */

/** The outcome of a round as it is published (contracts §7); null until it is closed. */
export function publishedOutcome({ outcome }: Pick<RoundRow, 'outcome'>): Outcome | null {
  return outcome === null ? null : outcomeIn({ outcome });
}

/** The outcome with the mode of its round; null while it is open, and for ever where the round is void. */
export function outcomeOfRound(round: Pick<RoundRow, 'mode' | 'state' | 'outcome'>): RoundOutcome | null {
  const outcome = hasOutcome(round.state) ? publishedOutcome(round) : null;
  return outcome && inMode(round.mode, outcome);
}

/** What the outcome was reckoned from, as it is published; null until the round is closed. */
export function publishedInput({ input }: Pick<RoundRow, 'input'>): RoundJson | null {
  return input === null ? null : inputIn({ input });
}
