/** Borda counts (T16; domain dossier §5.7): every place of a ranked list gives points. */
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { bordaPoints, ranked, rankingRules } from '../ranked.ts';
import type { ModeRules } from './mode.ts';

export const borda = { ...rankingRules, ballot: 'ranking' } as const satisfies ModeRules;

/** Options by the points of their places. */
export function countBorda(floor: Floor): Count {
  return ranked(floor, bordaPoints(floor.input.options.length));
}
