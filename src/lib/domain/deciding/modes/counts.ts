import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import type { Mode } from '../words.ts';
import { countBorda } from './borda.ts';
import { countConsent } from './consent.ts';
import { countDeemedUnanimity } from './deemed-unanimity.ts';
import { countDots } from './dots.ts';
import { countFist } from './fist.ts';
import { countGradients } from './gradients.ts';
import { countIrv } from './irv.ts';
import { countMajority } from './majority.ts';
import { countWrittenOpinion } from './written-opinion.ts';
import { countWrittenResolution } from './written-resolution.ts';

/* The counts of all modes, apart from what pages ask of a mode: a phone that shows a round need not carry them. */
const counts = {
  consent: countConsent,
  majority: countMajority,
  gradients: countGradients,
  fist: countFist,
  dots: countDots,
  borda: countBorda,
  irv: countIrv,
  'written-opinion': countWrittenOpinion,
  'written-resolution': countWrittenResolution,
  'deemed-unanimity': countDeemedUnanimity,
} satisfies Record<Mode, (floor: Floor) => Count>;

/** The code of a floor in the mode of its round, with its figures (T14–T16). */
export function countFloor(floor: Floor): Count {
  return counts[floor.input.mode](floor);
}
