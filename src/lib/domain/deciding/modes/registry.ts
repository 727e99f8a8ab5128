import type { Mode, RoundMode } from '../words.ts';
import { borda } from './borda.ts';
import { consent } from './consent.ts';
import { deemedUnanimity } from './deemed-unanimity.ts';
import { dots } from './dots.ts';
import { fist } from './fist.ts';
import { gradients } from './gradients.ts';
import { irv } from './irv.ts';
import { majority } from './majority.ts';
import type { ModeRules } from './mode.ts';
import { writtenOpinion } from './written-opinion.ts';
import { writtenResolution } from './written-resolution.ts';

/** Every mode of contracts §7 by its name. */
export const modeRules = {
  consent,
  majority,
  gradients,
  fist,
  dots,
  borda,
  irv,
  'written-opinion': writtenOpinion,
  'written-resolution': writtenResolution,
  'deemed-unanimity': deemedUnanimity,
} as const satisfies Record<Mode, ModeRules>;

/** The rules of a mode, widened to their shape. */
export function rulesOf(mode: Mode): ModeRules {
  return modeRules[mode];
}

/** What a person is offered in a round of a meeting. */
export type OfferedChoice = (typeof modeRules)[RoundMode]['offered'][number];

/** The choices offered in a round of `mode`, in their fixed order. */
export function offeredIn(mode: RoundMode): readonly OfferedChoice[] {
  return modeRules[mode].offered;
}

/** A round that puts options in an order: advisory, answers RANKED (T16). */
export function isRanking(mode: Mode): boolean {
  return rulesOf(mode).ballot !== 'word';
}

/** A round held wholly in writing: no quorum is asked, nobody is in a room (T15). */
export function isWritten(mode: Mode): boolean {
  return rulesOf(mode).written;
}
