/** A resolution deemed to be taken because everyone said yes (T15). */
import { count } from '../count.ts';
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { countVotes } from '../votes.ts';
import { everyoneFor, writtenRules } from '../written.ts';
import type { ModeRules } from './mode.ts';

export const deemedUnanimity = writtenRules satisfies ModeRules;

/** Taken by the yes of everybody, else the meeting has to be held. */
export function countDeemedUnanimity(floor: Floor): Count {
  return count({
    code: everyoneFor(floor) ? 'PASSED_UNANIMOUSLY' : 'MEETING_REQUIRED',
    ...countVotes(floor.said, floor.scale),
  });
}
