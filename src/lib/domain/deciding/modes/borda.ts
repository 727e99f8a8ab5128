/** Borda counts (T16; domain dossier §5.7): every place of a ranked list gives points. */
import { bordaPoints, ranked, rankingRules } from '../ranked.ts';
import type { ModeRules } from './mode.ts';

export const borda = {
  ...rankingRules,
  ballot: 'ranking',
  count: (floor) => ranked(floor, bordaPoints(floor.input.options.length)),
} as const satisfies ModeRules;
