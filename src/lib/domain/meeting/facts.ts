import { dayOf } from '../calendar/jst.ts';

/* Facts a meeting is announced with, and what does not go together in them (MTG20). */

const dayMs = 86_400_000;

/** Times in ms since 1970 UTC. */
export interface AnnouncedFacts {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly visibility: string;
  readonly closedReason: string;
}

/** In the order a command names them: it ends before it begins or after more than a day; no reason; over. */
export type FactFault = 'end' | 'reason' | 'past';

/** Every fault at once, so that a form can say them all (MTG20). `today`: 'YYYY-MM-DD' in Asia/Tokyo. */
export function factFaults(facts: AnnouncedFacts, today: string): FactFault[] {
  const { startsAt, endsAt } = facts;
  const faults: FactFault[] = [];
  if (endsAt <= startsAt || endsAt - startsAt > dayMs) faults.push('end');
  if (facts.visibility !== 'open' && facts.closedReason.trim() === '') faults.push('reason');
  if (dayOf(startsAt) < today) faults.push('past');
  return faults;
}
