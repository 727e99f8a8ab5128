/** Whether to decide in writing at all (T15): stage 1; stage 2 is a majority round. */
import { count } from '../count.ts';
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { countVotes } from '../votes.ts';
import { everyoneFor, writtenRules } from '../written.ts';
import type { ModeRules } from './mode.ts';

export const writtenResolution = writtenRules satisfies ModeRules;

/** Agreed by the yes of everybody, else the meeting has to be held. */
export function countWrittenResolution(floor: Floor): Count {
  return count({
    code: everyoneFor(floor) ? 'AGREED' : 'MEETING_REQUIRED',
    ...countVotes(floor.said, floor.scale),
  });
}
