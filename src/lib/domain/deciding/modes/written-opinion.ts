/** 書面会議 (T15): opinions are gathered, nothing is decided. */
import { count } from '../count.ts';
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { countVotes } from '../votes.ts';
import { writtenRules } from '../written.ts';
import type { ModeRules } from './mode.ts';

export const writtenOpinion = writtenRules satisfies ModeRules;

/** Who said what; nobody wins. */
export function countWrittenOpinion(floor: Floor): Count {
  return count({ code: 'COMPILED', ...countVotes(floor.said, floor.scale) });
}
