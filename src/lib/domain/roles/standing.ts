/**
 * Who does what and how it stands today: answer and time, two questions of their own (ROL15–ROL17), and which
 * decisions are to be looked at again (ROL18, R-HAC-20). Days are days in Japan. Source: R-STR-17,
 * domain §3.1 step 12, look/role-matrix.
 */
import { addDays, daysBetween } from '../calendar/day.ts';
import { dayOf } from '../calendar/jst.ts';
import type { Day } from '../calendar/day.ts';
import type { DecisionState } from '../deciding/life.ts';
import type { AssignmentState } from './assignment.ts';

/** A role is due this many days before its day (ROL16). */
const DUE_SOON_DAYS = 14;

export type Answer = 'accepted' | 'unanswered' | 'negotiating' | 'declined' | 'vacant' | 'told';
export type Timing = 'late' | 'due' | 'open' | 'done';

export interface Standing {
  readonly answer: Answer;
  readonly timing: Timing;
  /** Days since the due day, 0 unless late. */
  readonly daysLate: number;
}

/** Standing of one role on `today`. `dueOn`: null or '' for a standing task without a last day. */
export function standingOf(
  assignment: { readonly state: AssignmentState; readonly dueOn?: string | null },
  today: Day,
): Standing {
  const { state, dueOn } = assignment;
  const timing = timingOf(state === 'done' || state === 'handed_over', dueOn, today);
  return {
    answer: answerOf(state),
    timing,
    daysLate: timing === 'late' && dueOn ? daysBetween(dueOn, today) : 0,
  };
}

/** late: the day has passed · due: today or within 14 days · open: later or never · done (ROL16). */
export function timingOf(done: boolean, dueOn: string | null | undefined, today: Day): Timing {
  if (done) return 'done';
  if (!dueOn) return 'open';
  if (dueOn < today) return 'late';
  return dueOn <= addDays(today, DUE_SOON_DAYS) ? 'due' : 'open';
}

/** Silence is shown as silence (ROL17, I6): `unanswered` is never a shade of yes. */
function answerOf(state: AssignmentState): Answer {
  switch (state) {
    case 'asked':
      return 'unanswered';
    case 'negotiating':
      return 'negotiating';
    case 'declined':
      return 'declined';
    case 'informed':
      return 'told';
    case 'lapsed':
      return 'vacant';
    case 'accepted':
    case 'active':
    case 'done':
    case 'handed_over':
      return 'accepted';
  }
}

export interface Reviewable {
  readonly id: string;
  readonly reviewOn: string | null;
  readonly state: DecisionState;
  /** Last day on which the council looked at it again. */
  readonly reviewedOn?: string | null;
}

/**
 * The last day for which a meeting was prepared since the decision was declared: that meeting had its review, if it
 * was due by then (REG8). `others`: meetings of the council that were not cancelled. Times are ms since 1970 UTC.
 */
export function lastPrepared(
  declaredAt: number,
  others: readonly { readonly createdAt: number; readonly startsAt: number }[],
): Day | null {
  const days = others.filter((one) => one.createdAt > declaredAt).map((one) => dayOf(one.startsAt));
  return days.reduce<Day | null>((last, day) => (last === null || day > last ? day : last), null);
}

/**
 * Decisions to be looked at again at a meeting on `meetingOn` (ROL18): still in force, their review day come by
 * then, not yet reviewed on or after that day. The longest due first, ties by id.
 */
export function reviewsDue<T extends Reviewable>(decisions: readonly T[], meetingOn: Day): T[] {
  return decisions
    .filter(({ reviewOn, state, reviewedOn }) => {
      if (!reviewOn || reviewOn > meetingOn) return false;
      return (state === 'recorded' || state === 'in_effect') && (reviewedOn ?? '') < reviewOn;
    })
    .sort((a, b) => compare(a.reviewOn ?? '', b.reviewOn ?? '') || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
