import { describe, expect, it, vi } from 'vitest';
import {
  clock,
  dateRangeWords,
  dateTimeWords,
  dateWords,
  dayBox,
  dayWords,
  daysAgoWords,
  durationWords,
  fiscalYearWords,
  fromWords,
  blankDayWords,
  momentWords,
  paperDayWords,
  paperRangeWords,
  recordDateWords,
  timeWords,
  untilWords,
  yearWords,
} from './dates.ts';

/** Wednesday 15 February 2023, 19:00 in Tokyo. */
const evening = Date.UTC(2023, 1, 15, 10);

describe('days and times as a council writes them', () => {
  it('[R-HAC-01] a meeting evening is said in the era, with weekday, in Japanese time', () => {
    expect(dateTimeWords(evening, 'ja')).toBe('令和5年2月15日（水）19:00');
    expect(dateTimeWords(evening, 'en')).toBe('Wed, 15 February 2023, 19:00');
    expect(clock(evening)).toBe('19:00');
  });

  it('[R-HAC-01] on paper the hour is told by the halves of the day, and a letter is dated without weekday', () => {
    expect(
      ['00:10', '09:00', '12:00', '12:30', '19:00', '20:10'].map((time) => timeWords(time, 'ja')),
    ).toEqual(['午前0時10分', '午前9時', '正午', '午後0時30分', '午後7時', '午後8時10分']);
    expect(timeWords('20:10', 'en')).toBe('20:10');
    expect(paperRangeWords(evening, evening + 7_200_000, 'ja')).toBe(
      '令和5年2月15日（水）午後7時から午後9時まで',
    );
    expect(paperDayWords('2023-02-08', 'ja')).toBe('令和5年2月8日');
    expect(paperDayWords('2023-02-08', 'en')).toBe('8 February 2023');
    expect(blankDayWords('2023-02-08', 'ja')).toBe('令和　　年　　月　　日');
  });

  it('[R-HAC-01] an instant before midnight in Japan is still the same day, whatever the machine thinks', () => {
    expect(dateWords(Date.UTC(2023, 1, 15, 14, 59), 'ja')).toBe('令和5年2月15日（水）');
    expect(dateWords(Date.UTC(2023, 1, 15, 15, 0), 'ja')).toBe('令和5年2月16日（木）');
  });

  it('[R-HAC-01] both calendars stand where a year stands alone', () => {
    expect(fiscalYearWords(2022, 'ja')).toBe('令和4年度（2022年度）');
    expect(fiscalYearWords(2022, 'en')).toBe('FY2022 (Reiwa 4)');
    expect(yearWords('2023-02-08', 'ja')).toBe('令和5年（2023年）');
    expect(recordDateWords('2023-02-08', 'ja')).toBe('令和5年（2023年）2月8日（水）');
    expect(recordDateWords('2023-02-08', 'en')).toBe('Wed, 8 February 2023 (Reiwa 5)');
  });

  it('[R-HAC-01] the first year of an era is 元年, and a fiscal year is named by its 1 May', () => {
    expect(dateWords('2019-05-01', 'ja')).toBe('令和元年5月1日（水）');
    expect(dateWords('2019-04-30', 'ja')).toBe('平成31年4月30日（火）');
    expect(fiscalYearWords(2019, 'ja')).toBe('令和元年度（2019年度）');
    expect(yearWords('1900-01-01', 'ja')).toBe('1900年');
  });

  it('an evening has one day, a night has two', () => {
    expect(dateRangeWords(evening, evening + 2 * 3_600_000, 'ja')).toBe('令和5年2月15日（水）19:00〜21:00');
    expect(dateRangeWords(evening, evening + 6 * 3_600_000, 'ja')).toBe(
      '令和5年2月15日（水）19:00〜令和5年2月16日（木）01:00',
    );
  });

  it('deadlines, lengths and ages', () => {
    expect(untilWords('2023-02-10', '2023-02-08', 'ja')).toBe('2月10日（金）まで');
    expect(untilWords('2023-02-10', '2023-02-08', 'en')).toBe('by Fri, 10 February');
    expect(durationWords(40, 'ja')).toBe('40分');
    expect(durationWords(90, 'ja')).toBe('1時間30分');
    expect(durationWords(120, 'en')).toBe('2 h');
    expect(daysAgoWords(1, 'ja')).toBe('昨日');
    expect(daysAgoWords(12, 'en')).toBe('12 days ago');
  });
});

describe('the year of a date', () => {
  it('[F-P26] always stands in records and on paper', () => {
    expect(dayWords('2023-02-08', 'record', 'ja')).toBe('令和5年2月8日（水）');
    expect(untilWords('2023-02-10', 'record', 'ja')).toBe('令和5年2月10日（金）まで');
    expect(fromWords('2023-04-01', 'record', 'en')).toBe('from Sat, 1 April 2023');
    expect(momentWords(evening, 'record', 'ja')).toBe('令和5年2月15日（水）19:00');
  });

  it('[F-P26] stands on a screen whenever it is not the year in which it is read', () => {
    expect(dayWords('2024-02-08', '2023-02-08', 'ja')).toBe('令和6年2月8日（木）');
    expect(dayWords('2022-12-31', '2023-01-01', 'en')).toBe('Sat, 31 December 2022');
    expect(dayWords('2023-12-31', '2023-01-01', 'ja')).toBe('12月31日（日）');
    // half past eight in the morning of 1 January in Japan is another year in London
    expect(dayWords(Date.UTC(2022, 11, 31, 23, 30), '2023-02-08', 'ja')).toBe('1月1日（日）');
  });

  it('[F-P26] a time alone is of the day on which it is read', () => {
    expect(momentWords(evening, '2023-02-15', 'ja')).toBe('19:00');
    expect(momentWords(evening, '2023-02-16', 'ja')).toBe('2月15日（水）19:00');
    expect(momentWords(evening, '2024-02-15', 'ja')).toBe('令和5年2月15日（水）19:00');
  });
});

describe('a day on the tear-off calendar', () => {
  it('carries the era in Japanese', () => {
    expect(dayBox(evening, 'ja')).toEqual({ month: '令和5年2月', day: '15', weekday: '水' });
    expect(dayBox(evening, 'en')).toEqual({ month: 'February 2023', day: '15', weekday: 'Wed' });
  });

  it('is Japan’s, also shortly after midnight', () => {
    expect(dayBox(Date.parse('2023-02-15T00:30:00+09:00'), 'ja').day).toBe('15');
  });
});

it('a thousand dates make no more formats than one', () => {
  const made = vi.spyOn(Intl, 'DateTimeFormat');
  for (let day = 1; day <= 28; day++)
    for (const locale of ['ja', 'en'] as const) dateWords(`2023-02-${String(day).padStart(2, '0')}`, locale);
  expect(made.mock.calls.length).toBeLessThanOrEqual(4);
  made.mockRestore();
});
