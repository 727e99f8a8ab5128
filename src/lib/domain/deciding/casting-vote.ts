/**
 * The chair's casting vote (DEC10): an act of its own on a tie, where the frozen rule gives one. Who may cast it is
 * policy's question (`round.castVote`).
 */
import type { OutcomeCode } from './outcome.ts';
import { rulesOf } from './modes/registry.ts';
import type { Mode, TieRule } from './words.ts';

/** Whether a tie in this round is the chair's to decide. */
export function givesCastingVote(round: {
  readonly mode: Mode;
  readonly rule: { readonly tieRule?: TieRule };
}): boolean {
  return rulesOf(round.mode).vote && round.rule.tieRule === 'chair_casts';
}

/** Whether this round stands tied and waits for the chair's vote. */
export function awaitsCastingVote(
  round: Parameters<typeof givesCastingVote>[0] & { readonly code: OutcomeCode },
): boolean {
  return round.code === 'TIED' && givesCastingVote(round);
}
