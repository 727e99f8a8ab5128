/**
 * Rounds held wholly in writing (T15; domain dossier §5.6). Only a written yes of every voter is everyone's yes:
 * no reply, a proxy or an empty roll is not.
 */
import { count } from './count.ts';
import type { Count } from './count.ts';
import type { Floor } from './floor.ts';
import { countVotes } from './votes.ts';

/** 書面会議: opinions are gathered, nothing is decided. */
export function countOpinions(floor: Floor): Count {
  return count({ code: 'COMPILED', ...countVotes(floor.said, floor.scale) });
}

/** Whether to decide in writing at all (stage 1; stage 2 is a majority round). */
export function countWrittenResolution(floor: Floor): Count {
  return count({
    code: everyoneFor(floor) ? 'AGREED' : 'MEETING_REQUIRED',
    ...countVotes(floor.said, floor.scale),
  });
}

/** A resolution deemed to be taken because everyone said yes. */
export function countDeemedUnanimity(floor: Floor): Count {
  return count({
    code: everyoneFor(floor) ? 'PASSED_UNANIMOUSLY' : 'MEETING_REQUIRED',
    ...countVotes(floor.said, floor.scale),
  });
}

function everyoneFor({ input: { roll }, said }: Floor): boolean {
  return roll.length > 0 && roll.every((voter) => said.get(voter.key) === 'for');
}
