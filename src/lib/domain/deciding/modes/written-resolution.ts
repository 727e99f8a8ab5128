/** Whether to decide in writing at all (T15): stage 1; stage 2 is a majority round. */
import { count } from '../count.ts';
import { countVotes } from '../votes.ts';
import { everyoneFor, writtenRules } from '../written.ts';
import type { ModeRules } from './mode.ts';

export const writtenResolution = {
  ...writtenRules,
  count: (floor) =>
    count({
      code: everyoneFor(floor) ? 'AGREED' : 'MEETING_REQUIRED',
      ...countVotes(floor.said, floor.scale),
    }),
} as const satisfies ModeRules;
