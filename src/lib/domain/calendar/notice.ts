/**
 * How long before a meeting its call must go out, and by when outline and minutes are due (CAL7–CAL9), and by when members answer it (CAL11).
 * Days are counted from day to day, not by the hour. Source: domain §3.1 steps 1 and 9, AT-1.3.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { addDays, daysBetween } from './day.ts';
import type { Day } from './day.ts';

/** Days of notice: 6 for a call on 9 February and a meeting on the 15th (CAL7). */
export function noticeDaysGiven(calledOn: Day, meetingOn: Day): number {
  return daysBetween(calledOn, meetingOn);
}

export interface Call {
  readonly calledOn: Day;
  readonly meetingOn: Day;
  /** Days the rule set asks for. */
  readonly noticeDays: number;
  /** Why it cannot wait; printed in the notice. */
  readonly urgentReason?: string | null;
}

/**
 * null when the meeting may be called (CAL8). Refuses `bad-input` at `startsAt` for a day already past, reason or
 * not, and `notice-too-short` with `days` asked for, `given`, and `latest`, the last day for the call.
 */
export function noticeRefusal({ calledOn, meetingOn, noticeDays, urgentReason }: Call): Refusal | null {
  const given = noticeDaysGiven(calledOn, meetingOn);
  if (given < 0) return refuse('bad-input', { field: 'startsAt', params: { why: 'past' } });
  if (given >= noticeDays || (urgentReason ?? '').trim() !== '') return null;
  const latest = addDays(meetingOn, -noticeDays);
  return refuse('notice-too-short', { field: 'startsAt', params: { days: noticeDays, given, latest } });
}

/** Replies are wanted so many days before the meeting, so that the office can still ask those it has not heard from. */
const replyDays = 3;

/**
 * The day by which members say whether they come (CAL11): three days before the meeting, not before the day after the
 * call, and at the latest the meeting's own day.
 */
export function replyBy(calledOn: Day, meetingOn: Day): Day {
  const wanted = addDays(meetingOn, -replyDays);
  const soonest = addDays(calledOn, 1);
  const on = wanted < soonest ? soonest : wanted;
  return on < meetingOn ? on : meetingOn;
}

/** Last days for the outline and the minutes of a meeting held on `heldOn` (CAL9). */
export function minutesDue(
  heldOn: Day,
  rule: { readonly outlineDays: number; readonly publishDays: number } = { outlineDays: 2, publishDays: 45 },
): { readonly outlineOn: Day; readonly minutesOn: Day } {
  return { outlineOn: addDays(heldOn, rule.outlineDays), minutesOn: addDays(heldOn, rule.publishDays) };
}
