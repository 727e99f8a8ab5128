/** 書面会議 (T15): opinions are gathered, nothing is decided. */
import { count } from '../count.ts';
import { countVotes } from '../votes.ts';
import { writtenRules } from '../written.ts';
import type { ModeRules } from './mode.ts';

export const writtenOpinion = {
  ...writtenRules,
  count: (floor) => count({ code: 'COMPILED', ...countVotes(floor.said, floor.scale) }),
} as const satisfies ModeRules;
