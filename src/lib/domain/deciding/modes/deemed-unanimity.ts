/** A resolution deemed to be taken because everyone said yes (T15). */
import { count } from '../count.ts';
import { countVotes } from '../votes.ts';
import { everyoneFor, writtenRules } from '../written.ts';
import type { ModeRules } from './mode.ts';

export const deemedUnanimity = {
  ...writtenRules,
  count: (floor) =>
    count({
      code: everyoneFor(floor) ? 'PASSED_UNANIMOUSLY' : 'MEETING_REQUIRED',
      ...countVotes(floor.said, floor.scale),
    }),
} as const satisfies ModeRules;
