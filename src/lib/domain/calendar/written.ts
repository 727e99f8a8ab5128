/**
 * Days and times of day as people write them (CAL12, CAL13): 令和5年2月15日, R5.2.15, 2023/2/15, 午後7時半. One reading for
 * fields, forms and commands; without a clock, so that the same words are always the same day.
 */
import { addDays, dayNumber, dayOfParts, isDay } from './day.ts';
import type { Day } from './day.ts';
import { eraBySign, eraDays } from './year.ts';
import type { EraKey } from './year.ts';

/** Why words are no day. `figures` are those that were read. */
export type DayFault =
  | { readonly fault: 'unreadable' | 'no-year' }
  | { readonly fault: 'no-month'; readonly month: number }
  | { readonly fault: 'no-day'; readonly month: number; readonly date: number }
  | { readonly fault: 'not-in-era'; readonly era: EraKey; readonly year: number }
  | { readonly fault: 'other-weekday'; readonly day: Day };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['日', '月', '火', '水', '木', '金', '土'];
const englishWeekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const dashes = /[\u2010-\u2015\u2043\u2212\u30fc\uff0d]/gu;
const gap = '[-/.年]';
const japanese = new RegExp(
  `^(?<era>令和?|平成?|昭和?|[rhs])?\\.?(?<year>\\d{1,4}|元)${gap}(?<month>\\d{1,2})[-/.月](?<date>\\d{1,2})日?(?:\\(?(?<weekday>[日月火水木金土])(?:曜日?)?\\)?)?$`,
);
const eightFigures = /^(?<year>\d{4})(?<month>\d{2})(?<date>\d{2})$/;
const withoutYear = /^\d{1,2}[-/.月]\d{1,2}日?(?:\(?[日月火水木金土](?:曜日?)?\)?)?$/;
const english =
  /^(?:(?<weekday>[a-z]{3})[a-z]*,? )?(?:(?<date>\d{1,2}) (?<name>[a-z]{3})[a-z]*|(?<name2>[a-z]{3})[a-z]* (?<date2>\d{1,2})),? (?<year>\d{4})$/;

/**
 * The day that `text` says, or why it says none (CAL12). An era may be left out before one or two figures, which are a year of
 * the present era.
 */
export function readDay(text: string): Day | DayFault {
  // widths, ㋿ and 元 are one by NFKC; a blank between figures and signs says nothing in Japanese
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(dashes, '-');
  const said = english.exec(plain)?.groups;
  if (said) {
    const month = months.indexOf(said.name ?? said.name2 ?? '') + 1;
    if (month === 0) return { fault: 'unreadable' };
    const weekday = said.weekday === undefined ? undefined : englishWeekdays.indexOf(said.weekday);
    if (weekday === -1) return { fault: 'unreadable' };
    return existing(Number(said.year), month, Number(said.date ?? said.date2), weekday);
  }
  const close = plain.replace(/\s+/g, '').replace(/\((.)\)$/, '$1');
  const parts = (japanese.exec(close) ?? eightFigures.exec(close))?.groups;
  if (!parts) return { fault: withoutYear.test(close) ? 'no-year' : 'unreadable' };
  const { era, year = '' } = parts;
  const [month, date] = [Number(parts.month), Number(parts.date)];
  const weekday = parts.weekday === undefined ? undefined : weekdays.indexOf(parts.weekday);
  if (era === undefined && year.length > 2) return existing(Number(year), month, date, weekday);
  return ofEra(eraBySign(era ?? 'r'), year === '元' ? 1 : Number(year), month, date, weekday);
}

/** Whether what was read is a day. */
export const isRead = (read: Day | DayFault): read is Day => typeof read === 'string';

const clockTime =
  /^(?<before>午前|午後|am|pm)?(?<hour>\d{1,2})(?::(?<minute>\d{2})|(?<clock>時)(?:(?<spoken>\d{1,2})分|(?<half>半))?)?(?<after>am|pm)?$/;

/** The time of day that `text` says, 'HH:MM'; null where it says none (CAL13). */
export function readTime(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  const figures = /^(\d{1,2})(\d{2})$/.exec(plain);
  if (figures) return timeOfParts(Number(figures[1]), Number(figures[2]));
  const told = clockTime.exec(plain)?.groups;
  if (!told || (told.before && told.after)) return null;
  const hour = Number(told.hour);
  const minutes = told.half ? 30 : Number(told.minute ?? told.spoken ?? 0);
  const part = told.before ?? told.after;
  // 「7」 alone could be anything
  if (!part) return told.minute || told.clock ? timeOfParts(hour, minutes) : null;
  if (hour > 12) return null;
  return timeOfParts((hour % 12) + (part === '午後' || part === 'pm' ? 12 : 0), minutes);
}

function timeOfParts(hours: number, minutes: number): string | null {
  const two = (n: number) => String(n).padStart(2, '0');
  return hours < 24 && minutes < 60 ? `${two(hours)}:${two(minutes)}` : null;
}

function ofEra(
  era: EraKey,
  year: number,
  month: number,
  date: number,
  weekday: number | undefined,
): Day | DayFault {
  const { before, from, until } = eraDays(era);
  const read = existing(before + year, month, date, weekday);
  if (isRead(read) && (year < 1 || read < from || (until !== null && read >= until)))
    return { fault: 'not-in-era', era, year };
  return read;
}

function existing(year: number, month: number, date: number, weekday: number | undefined): Day | DayFault {
  if (month < 1 || month > 12) return { fault: 'no-month', month };
  const day = dayOfParts(year, month, date);
  if (!isDay(day)) return year >= 1 ? { fault: 'no-day', month, date } : { fault: 'unreadable' };
  return weekday === undefined || weekday === weekdayOf(day) ? day : { fault: 'other-weekday', day };
}

/** 0 for Sunday to 6 for Saturday (CAL2). */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday
  return (((dayNumber(day) + 4) % 7) + 7) % 7;
}

/** The Sunday with which the week of `day` begins. */
export function weekBegins(day: Day): Day {
  return addDays(day, -weekdayOf(day));
}
