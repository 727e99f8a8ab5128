/**
 * Fist to five (T16; domain dossier §5.3): nobody below three, or there is more to talk about. Whoever shows two or
 * fewer is heard; whoever shows five may write what he would take on.
 */
import { greater, sum, ZERO } from '../../rational.ts';
import type { Rational } from '../../rational.ts';
import { count } from '../count.ts';
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { tooFewPositions } from '../guard.ts';
import { histogram } from '../weights.ts';
import { fistLevels } from '../words.ts';
import type { ModeRules } from './mode.ts';

export const fist = {
  ballot: 'word',
  choices: fistLevels,
  // a hand is counted from all its fingers down
  offered: ['5', '4', '3', '2', '1', '0'],
  onPaper: [],
  asks: {
    '5': { reason: 'optional' },
    '2': { reason: 'optional' },
    '1': { reason: 'optional' },
    '0': { reason: 'optional' },
  },
  voices: [],
  heard: ['0', '1', '2'],
  offers: ['5'],
  sameTextAgain: true,
  takesSides: false,
  shown: 'choices',
  picture: 'bars',
  written: false,
  vote: false,
  counted: { block: ['0'], talk: ['1', '2'], AGREED: ['3', '4', '5'] },
} as const satisfies ModeRules;

/** The code of the fingers with their histogram (T16). */
export function countFist(floor: Floor): Count {
  const byChoice = histogram(fistLevels, floor.said, floor.scale);
  const at = (...levels: (typeof fistLevels)[number][]): Rational =>
    sum(levels.map((level) => byChoice.get(level) ?? ZERO));
  if (greater(at('0'), ZERO)) return count({ code: 'NOT_YET', reason: 'block', byChoice });
  if (tooFewPositions(floor, at(...fistLevels))) {
    return count({ code: 'NOT_YET', reason: 'too_few_positions', byChoice });
  }
  if (greater(at('1', '2'), ZERO)) return count({ code: 'NOT_YET', reason: 'talk', byChoice });
  return count({ code: 'AGREED', byChoice });
}
