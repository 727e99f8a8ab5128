/**
 * Instants (ms since 1970 UTC) and the calendar of Asia/Tokyo, which is UTC+9 without summer time (CAL3);
 * the summers of 1948 to 1951, which had it, are before anything recorded here.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { dayNumber, dayOfNumber, isDay } from './day.ts';
import type { Day } from './day.ts';
import { fiscalYearDays } from './year.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const OFFSET_MS = 9 * 60 * MINUTE_MS;

/** The day in Japan at `ms` (CAL3). */
export function dayOf(ms: number): Day {
  return dayOfNumber(Math.floor((ms + OFFSET_MS) / DAY_MS));
}

/** From the first instant of a fiscal year to that of the next, in Japan (CAL3, CAL4). */
export function fiscalYearInstants(fiscalYear: number): { readonly from: number; readonly to: number } {
  const begin = (year: number) => dayNumber(fiscalYearDays(year).first) * DAY_MS - OFFSET_MS;
  return { from: begin(fiscalYear), to: begin(fiscalYear + 1) };
}

/** The time of day in Japan at `ms`, 'HH:MM', the minute begun (CAL3). */
export function timeOf(ms: number): string {
  const minutes = Math.floor(((((ms + OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The instant at which the day of `ms` began in Japan. */
export function dayBeganAt(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
}

/** The instant at which `day` and `time` ('HH:MM', 00:00–23:59) begin in Japan; refuses `bad-input` with field day or time. */
export function instantOf(day: string, time = '00:00'): number | Refusal {
  if (!isDay(day)) return refuse('bad-input', { field: 'day' });
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined) return refuse('bad-input', { field: 'time' });
  return dayNumber(day) * DAY_MS + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS - OFFSET_MS;
}
