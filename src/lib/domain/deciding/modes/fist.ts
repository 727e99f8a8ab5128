/** Fist to five (T16; domain dossier §5.3): nobody below three, or there is more to talk about. */
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
  offered: fistLevels,
  onPaper: [],
  asks: {},
  voices: [],
  takesSides: false,
  shown: 'choices',
  written: false,
  vote: false,
  counted: { block: ['0'], talk: ['1', '2'], AGREED: ['3', '4', '5'] },
  count: countFist,
} as const satisfies ModeRules;

function countFist(floor: Floor): Count {
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
