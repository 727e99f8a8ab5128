import { m } from '#lib/paraglide/messages.js';
import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { eraOf, eraOfFiscalYear, type EraKey } from '#lib/domain/calendar/year.ts';
import { partsOf, type Day } from '#lib/domain/calendar/day.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { datesByEra, intlTag, tellsHalves } from './customs.ts';

/**
 * Days and times as a council writes them (R-HAC-01): always Japanese time, the era in Japanese text, both
 * calendars where a year stands alone. A moment is integer ms since 1970 UTC or a calendar day.
 */
export type Moment = number | Day;

const dayFrom = (at: Moment): Day => (typeof at === 'number' ? dayOf(at) : at);

interface Formats {
  readonly weekday: Intl.DateTimeFormat;
  readonly weekdayInFull: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
  readonly ago: Intl.RelativeTimeFormat;
}
const formats = new Map<Locale, Formats>();

/** Made once a language: each holds tens of kB outside the heap, and a page says dozens of dates. */
function formatsOf(locale: Locale): Formats {
  let of = formats.get(locale);
  if (!of) {
    const tag = intlTag(locale);
    of = {
      weekday: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'Asia/Tokyo' }),
      weekdayInFull: new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'Asia/Tokyo' }),
      month: new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'Asia/Tokyo' }),
      ago: new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }),
    };
    formats.set(locale, of);
  }
  return of;
}

/** Weekday and month names; a day is put at noon in Tokyo, so that no zone can move it. */
function names(day: Day, locale: Locale): { weekday: string; month: string } {
  const [year, month, date] = partsOf(day);
  const at = Date.UTC(year, month - 1, date, 3);
  const { weekday, month: name } = formatsOf(locale);
  return { weekday: weekday.format(at), month: name.format(at) };
}

const eraNames = { reiwa: m.era_reiwa, heisei: m.era_heisei, showa: m.era_showa } satisfies Record<
  EraKey,
  unknown
>;

/** Era and year as the catalogues take them; year 1 is 元. */
export function eraParts(found: { era: EraKey; year: number }, locale: Locale) {
  return {
    era: eraNames[found.era]({}, { locale }),
    year: found.year === 1 ? m.era_first_year({}, { locale }) : found.year,
  };
}

/** 令和5年（2023年） · 2023 (Reiwa 5). */
export function yearWords(at: Moment, locale: Locale): string {
  const day = dayFrom(at);
  const western = partsOf(day)[0];
  const era = eraOf(day);
  return era
    ? m.era_year_both({ ...eraParts(era, locale), western }, { locale })
    : m.date_year_western({ western }, { locale });
}

/** 令和4年度（2022年度） · FY2022 (Reiwa 4); named by the era of its 1 May. */
export function fiscalYearWords(fiscalYear: number, locale: Locale): string {
  const era = eraOfFiscalYear(fiscalYear);
  return era
    ? m.era_fiscal_year({ ...eraParts(era, locale), western: fiscalYear }, { locale })
    : m.date_fiscal_year_western({ western: fiscalYear }, { locale });
}

/** 令和4年度 · FY2022: the year alone, as it stands before a decision's number. */
export function fiscalYearName(fiscalYear: number, locale: Locale): string {
  const era = datesByEra(locale) ? eraOfFiscalYear(fiscalYear) : null;
  return era
    ? m.era_fiscal_year_name(eraParts(era, locale), { locale })
    : m.date_fiscal_year_western({ western: fiscalYear }, { locale });
}

/**
 * Where a date is read. A screen is read today, on the day given; records and what is printed are read in any year.
 */
export type ReadOn = Day | 'record';

/**
 * 令和5年2月15日（水）, on a screen of the same year 2月15日（水） · Wed, 15 February 2023. Whether a date says its year is
 * decided here alone.
 */
export function dayWords(at: Moment, readOn: ReadOn, locale: Locale): string {
  const day = dayFrom(at);
  const thisYear = readOn !== 'record' && partsOf(readOn)[0] === partsOf(day)[0];
  return thisYear ? monthDayWords(day, locale) : dateWords(day, locale);
}

function monthDayWords(day: Day, locale: Locale): string {
  return m.date_month_day({ ...names(day, locale), day: partsOf(day)[2] }, { locale });
}

/** 令和5年2月15日（水） · Wed, 15 February 2023. */
export function dateWords(at: Moment, locale: Locale): string {
  const day = dayFrom(at);
  return m.date_with_year({ year: yearOfDay(day, locale), monthDay: monthDayWords(day, locale) }, { locale });
}

/** 令和5年 · 2023: the year as it stands in a date. */
function yearOfDay(day: Day, locale: Locale): string {
  const era = datesByEra(locale) ? eraOf(day) : null;
  return era
    ? m.era_year(eraParts(era, locale), { locale })
    : m.date_year_western({ western: partsOf(day)[0] }, { locale });
}

/** A day as on a tear-off calendar. */
export interface DayBox {
  readonly month: string;
  readonly day: string;
  readonly weekday: string;
}

/** 令和5年2月 · 15 · 水: the day in three parts. */
export function dayBox(at: Moment, locale: Locale): DayBox {
  const day = dayFrom(at);
  const { weekday, month } = names(day, locale);
  return {
    month: m.date_year_month({ year: yearOfDay(day, locale), month }, { locale }),
    day: String(partsOf(day)[2]),
    weekday,
  };
}

/** 日 and 日曜日 to 土 and 土曜日 · Sun and Sunday: the heads of a calendar. */
export function weekdayNames(locale: Locale): readonly { readonly short: string; readonly long: string }[] {
  const { weekday, weekdayInFull } = formatsOf(locale);
  // 1 January 2023 was a Sunday
  const noons = Array.from({ length: 7 }, (_, i) => Date.UTC(2023, 0, 1 + i, 3));
  return noons.map((at) => ({ short: weekday.format(at), long: weekdayInFull.format(at) }));
}

/** 令和5年（2023年）2月15日（水） · Wed, 15 February 2023 (Reiwa 5); for records. */
export function recordDateWords(at: Moment, locale: Locale): string {
  return m.date_with_year(
    { year: yearWords(at, locale), monthDay: monthDayWords(dayFrom(at), locale) },
    { locale },
  );
}

/** 19:00, in Japan. The same in every language. */
export function clock(ms: number): string {
  return timeOf(ms);
}

/** 令和5年2月15日（水）19:00 · Wed, 15 February 2023, 19:00. */
export function dateTimeWords(ms: number, locale: Locale): string {
  return m.date_with_time({ date: dateWords(ms, locale), time: timeOf(ms) }, { locale });
}

/** 午後7時 · 午後8時10分 · 正午, where the language halves the day; else 19:00. `clock` is 'HH:MM'. */
export function timeWords(clock: string, locale: Locale): string {
  if (!tellsHalves(locale)) return clock;
  const [h = 0, minute = 0] = clock.split(':').map(Number);
  const o = { locale };
  if (h === 12 && minute === 0) return m.time_noon({}, o);
  const hour = h % 12;
  if (h < 12) return minute === 0 ? m.time_am({ hour }, o) : m.time_am_minutes({ hour, minute }, o);
  return minute === 0 ? m.time_pm({ hour }, o) : m.time_pm_minutes({ hour, minute }, o);
}

/** 令和5年2月15日（水）午後7時から午後9時まで: as notices and orders of the day write it. */
export function paperRangeWords(from: number, to: number, locale: Locale): string {
  const at = (ms: number) =>
    m.date_with_time({ date: dateWords(ms, locale), time: timeWords(timeOf(ms), locale) }, { locale });
  const end = dayOf(from) === dayOf(to) ? timeWords(timeOf(to), locale) : at(to);
  return m.date_range_paper({ from: at(from), to: end }, { locale });
}

/** 令和5年2月8日 · 8 February 2023: the day a paper is dated, without its weekday. */
export function paperDayWords(at: Moment, locale: Locale): string {
  const day = dayFrom(at);
  const { month } = names(day, locale);
  const monthDay = m.date_month_day_plain({ month, day: partsOf(day)[2] }, { locale });
  return m.date_with_year({ year: yearOfDay(day, locale), monthDay }, { locale });
}

/** 令和　　年　　月　　日: a day to be filled in by hand. */
export function blankDayWords(at: Moment, locale: Locale): string {
  const era = eraOf(dayFrom(at));
  return m.date_blank({ era: era ? eraNames[era.era]({}, { locale }) : '' }, { locale });
}

/** 令和5年2月15日（水）19:00〜21:00; the day is said again where the end is on another one. */
export function dateRangeWords(from: number, to: number, locale: Locale): string {
  const end = dayOf(from) === dayOf(to) ? timeOf(to) : dateTimeWords(to, locale);
  return m.date_range({ from: dateTimeWords(from, locale), to: end }, { locale });
}

/** 19:00 of the day on which it is read; of any other day 2月15日（水）19:00. */
export function momentWords(ms: number, readOn: ReadOn, locale: Locale): string {
  const time = timeOf(ms);
  return readOn === dayOf(ms)
    ? time
    : m.date_with_time({ date: dayWords(ms, readOn, locale), time }, { locale });
}

/** 令和5年2月10日（金）まで · by Fri, 10 February 2023; on a screen of the same year without it. */
export function untilWords(at: Moment, readOn: ReadOn, locale: Locale): string {
  return m.date_until({ when: dayWords(at, readOn, locale) }, { locale });
}

/** 令和5年4月1日（土）から · from Sat, 1 April 2023; on a screen of the same year without it. */
export function fromWords(at: Moment, readOn: ReadOn, locale: Locale): string {
  return m.date_from({ when: dayWords(at, readOn, locale) }, { locale });
}

/** 6日遅れ. */
export function lateWords(days: number, locale: Locale): string {
  return m.date_late_days({ n: days }, { locale });
}

/** 40分 · 1時間30分 · 2時間, from whole minutes. */
export function durationWords(minutes: number, locale: Locale): string {
  const h = Math.floor(minutes / 60);
  const n = minutes % 60;
  if (h === 0) return m.date_minutes({ n }, { locale });
  return n === 0 ? m.date_hours({ h }, { locale }) : m.date_hours_minutes({ h, n }, { locale });
}

/** きのう, 12日前 · yesterday, 12 days ago. */
export function daysAgoWords(days: number, locale: Locale): string {
  return formatsOf(locale).ago.format(-days, 'day');
}
