/** What is refused when a consultation is entered, planned, submitted, corrected and answered (CST1, CST4, CST8–CST10). */
import type { Day } from '../calendar/day.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isMonth, monthOf, monthsBetween, type Month } from './due.ts';

export const consultationLimits = {
  /** Meetings a plan holds: five years, one a season. */
  steps: 24,
  /** Errata and answers a reply has: more are no longer errata. */
  errata: 20,
  answers: 20,
  /** Months from receipt to reply at most: ten years; what is further off is a typing error. */
  months: 120,
  text: 10_000,
} as const;

/** A meeting that is planned for it: the month, what it is for, and the meeting itself once there is one. */
export interface PlannedStep {
  readonly month: Month;
  readonly purpose: string;
  readonly meetingId: string | null;
}

/** Null where it can have come on that day and be due in that month (CST1). */
export function entryRefusal(receivedOn: Day, due: string, today: Day): Refusal | null {
  if (receivedOn > today) return bad('receivedOn', 'future');
  if (!isMonth(due)) return bad('dueMonth', 'no-month');
  const months = monthsBetween(monthOf(receivedOn), due);
  if (months < 0) return bad('dueMonth', 'due-before-received');
  return months > consultationLimits.months ? bad('dueMonth', 'due-too-far') : null;
}

/** Null where each step lies between the month it came and the month the reply is due (CST4). */
export function planRefusal(steps: readonly PlannedStep[], receivedOn: Day, due: Month): Refusal | null {
  for (const [i, { month, purpose }] of steps.entries()) {
    if (!isMonth(month)) return bad(`steps[${i}].month`, 'no-month');
    if (purpose === '') return bad(`steps[${i}].purpose`, 'empty');
    if (month < monthOf(receivedOn)) return bad(`steps[${i}].month`, 'due-before-received');
    if (month > due) return bad(`steps[${i}].month`, 'after-due');
  }
  const meetings = steps.map(({ meetingId }) => meetingId).filter((id) => id !== null);
  const twice = meetings.findIndex((id, i) => meetings.indexOf(id) < i);
  if (twice < 0) return null;
  const at = steps.findLastIndex(({ meetingId }) => meetingId === meetings[twice]);
  return bad(`steps[${at}].meetingId`, 'meeting-twice');
}

/** Null where a reply can have gone out on that day: not before it was adopted, and not tomorrow (CST8). */
export function submissionRefusal(on: Day, adoptedOn: Day, today: Day): Refusal | null {
  if (on > today) return bad('submittedOn', 'future');
  return on < adoptedOn ? bad('submittedOn', 'before-adopted') : null;
}

/** Null where an answer can have come on that day (CST10). */
export function answerRefusal(on: Day, submittedOn: Day, today: Day): Refusal | null {
  if (on > today) return bad('answeredOn', 'future');
  return on < submittedOn ? bad('answeredOn', 'before-submitted') : null;
}

/** Null where an erratum names a passage of the reply and another wording of it (CST9). */
export function erratumRefusal(text: string, wrong: string, right: string): Refusal | null {
  if (!text.includes(wrong)) return bad('wrong', 'not-in-text');
  return wrong === right ? bad('right', 'same-words') : null;
}

function bad(field: string, why: string): Refusal {
  return refuse('bad-input', { field, params: { why } });
}
