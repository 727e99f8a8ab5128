/**
 * Calendar days as 'YYYY-MM-DD' in the proleptic Gregorian calendar, counted without a clock or a locale
 * (CAL1, CAL2). A day is a day in Japan; instants become days in jst.ts.
 */

/** 'YYYY-MM-DD', years 0001 to 9999. */
export type Day = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether `text` is a day that exists (CAL1). */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string') return false;
  const [year = 0, month = 0, day = 0] = (dayPattern.exec(text) ?? []).slice(1).map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
}

/** Days from `from` to `to`; negative when `to` comes first (CAL2). */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day `days` later (CAL2). */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** The same day of the month `months` later, or that month's last day where it has no such day (CAL2). */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = partsOf(day);
  const count = year * 12 + (month - 1) + months;
  const newYear = Math.floor(count / 12);
  const newMonth = count - newYear * 12 + 1;
  return existing(dayOfParts(newYear, newMonth, Math.min(date, lengthOfMonth(newYear, newMonth))));
}

/** Year, month 1–12 and day of the month. Throws RangeError for what is no day: check input with isDay first. */
export function partsOf(day: Day): [year: number, month: number, date: number] {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  const [year, month, date] = partsOf(day);
  return daysBeforeYear(year) + dayOfYear(year, month, date) - daysBeforeYear(1970);
}

/** The day `number` days after 1970-01-01. Throws RangeError outside the years 0001 to 9999. */
export function dayOfNumber(number: number): Day {
  const days = number + daysBeforeYear(1970);
  // 146,097 days in 400 years: the estimate is never too late and at most one year early.
  let year = Math.floor((days * 400) / 146_097);
  while (daysBeforeYear(year + 1) <= days) year += 1;
  let left = days - daysBeforeYear(year);
  let month = 1;
  while (left >= lengthOfMonth(year, month)) left -= lengthOfMonth(year, month++);
  return existing(dayOfParts(year, month, left + 1));
}

/** The spelling of a year, month and day of the month; whether there is that day, isDay tells. */
export function dayOfParts(year: number, month: number, date: number): Day {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

function existing(day: Day): Day {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return day;
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

function lengthOfMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function dayOfYear(year: number, month: number, date: number): number {
  let days = date - 1;
  for (let m = 1; m < month; m++) days += lengthOfMonth(year, m);
  return days;
}
