/**
 * Gradients of agreement, eight levels (T16; domain dossier §5.2). Levels are never averaged: the histogram is the
 * result, the code says where it stands. What stops comes first, as in T14.
 */
import { compare, greater, multiply, rational, sum, ZERO } from '../../rational.ts';
import type { Rational } from '../../rational.ts';
import { count } from '../count.ts';
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { tooFewPositions } from '../guard.ts';
import { histogram } from '../weights.ts';
import { gradientLevels } from '../words.ts';
import type { ModeRules } from './mode.ts';

export const gradients = {
  ballot: 'word',
  choices: gradientLevels,
  offered: gradientLevels,
  onPaper: [],
  asks: {},
  voices: [],
  heard: [],
  offers: [],
  sameTextAgain: true,
  takesSides: false,
  shown: 'choices',
  picture: 'bars',
  written: false,
  vote: false,
  counted: { block: ['8'], objection: ['7', '8'], talk: ['5'] },
} as const satisfies ModeRules;

/** The code of the levels with their histogram (T16). */
export function countGradients(floor: Floor): Count {
  const byChoice = histogram(gradientLevels, floor.said, floor.scale);
  const at = (...levels: (typeof gradientLevels)[number][]): Rational =>
    sum(levels.map((level) => byChoice.get(level) ?? ZERO));
  const n = at(...gradientLevels);
  if (floor.input.rule.blockIsVeto && greater(at('8'), ZERO)) {
    return count({ code: 'NOT_YET', reason: 'block', byChoice });
  }
  if (greater(at('7', '8'), ZERO)) return count({ code: 'NOT_YET', reason: 'objection', byChoice });
  if (tooFewPositions(floor, n)) return count({ code: 'NOT_YET', reason: 'too_few_positions', byChoice });
  if (atLeast(at('5'), 1, 5, n)) return count({ code: 'NOT_YET', reason: 'talk', byChoice });
  if (atLeast(at('1', '2'), 2, 3, n)) return count({ code: 'AGREED_STRONG', byChoice });
  return count({ code: atLeast(at('1', '2', '3', '6'), 2, 3, n) ? 'AGREED_WEAK' : 'UNCLEAR', byChoice });
}

/** part ≥ num/den of n. */
function atLeast(part: Rational, num: number, den: number, n: Rational): boolean {
  return compare(part, multiply(rational(num, den), n)) >= 0;
}
