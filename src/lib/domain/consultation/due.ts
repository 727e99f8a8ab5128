/**
 * The month by which a reply is due, and how far it is (CST3): months of the calendar in Japan, of its last month the days.
 * Words like あと2か月 are text/consultation.ts' work.
 */
import { addDays, addMonths, daysBetween, isDay, type Day } from '../calendar/day.ts';
import { isRead, readDay } from '../calendar/written.ts';
import { isOut, type ConsultationState } from './life.ts';

/** 'YYYY-MM' */
export type Month = string;

/** Whether `text` is a month that exists. */
export function isMonth(text: string): text is Month {
  return /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`);
}

/** A month as people write it, in any width: 2021-06, 2021/6, 2021年6月, 令和3年6月, R3.6; null for what is none (CAL12). */
export function readMonth(text: string): Month | null {
  const written = text.normalize('NFKC').trim();
  for (const first of ['1日', '-01', '/1', '.1']) {
    const day = readDay(written + first);
    if (isRead(day)) return monthOf(day);
  }
  return null;
}

/** The month of a day. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The last day of a month. */
export function lastDayOf(month: Month): Day {
  return addDays(addMonths(`${month}-01`, 1), -1);
}

/** Months from one to another; negative when the other comes first. */
export function monthsBetween(from: Month, to: Month): number {
  const count = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return count(to) - count(from);
}

export type Countdown =
  | { readonly kind: 'months'; readonly months: number }
  /** In its month: 0 on the last day. */
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'overdue' };

/** How far the due month is on a day; null once the reply is submitted: there is nothing to count any more. */
export function countdown(state: ConsultationState, due: Month, today: Day): Countdown | null {
  if (isOut(state)) return null;
  const months = monthsBetween(monthOf(today), due);
  if (months > 0) return { kind: 'months', months };
  return months < 0 ? { kind: 'overdue' } : { kind: 'days', days: daysBetween(today, lastDayOf(due)) };
}
