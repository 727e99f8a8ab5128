import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayNumber, dayOfNumber, daysBetween, isDay } from './day.ts';
import { dayOf, instantOf, timeOf } from './jst.ts';

const ms = fc.integer({ min: Date.UTC(1, 0, 2), max: Date.UTC(9998, 0, 1) });

describe('days', () => {
  it('[CAL1] knows the days that exist', () => {
    for (const day of ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) expect(isDay(day)).toBe(true);
    for (const day of [
      '2023-02-29',
      '1900-02-29',
      '2023-04-31',
      '2023-13-01',
      '2023-00-10',
      '2023-1-1',
      '0000-01-01',
      '２０２３-01-01',
      '2023-01-01 ',
      '',
      null,
      20230101,
    ])
      expect(isDay(day)).toBe(false);
  });

  it('[CAL2] counts days over months, years and leap days', () => {
    expect(daysBetween('2023-02-09', '2023-02-15')).toBe(6);
    expect(daysBetween('2023-02-15', '2023-02-09')).toBe(-6);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(addMonths('2023-02-15', 6)).toBe('2023-08-15');
    expect(addMonths('2023-01-31', -2)).toBe('2022-11-30');
    expect(() => addDays('2023-02-30', 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });

  it('[CAL2] agrees with the proleptic Gregorian calendar for every day of 10,000 years', () => {
    fc.assert(
      fc.property(ms, (at) => {
        const number = Math.floor(at / 86_400_000);
        const day = new Date(at).toISOString().slice(0, 10);
        expect(dayOfNumber(number)).toBe(day);
        expect(dayNumber(day)).toBe(number);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('Japan standard time', () => {
  it('[CAL3] the day begins at 15:00 UTC of the day before', () => {
    expect(dayOf(Date.UTC(2023, 1, 14, 14, 59, 59, 999))).toBe('2023-02-14');
    expect(dayOf(Date.UTC(2023, 1, 14, 15))).toBe('2023-02-15');
    expect(timeOf(Date.UTC(2023, 1, 15, 10, 0, 59))).toBe('19:00');
    expect(instantOf('2023-02-15', '19:00')).toBe(Date.UTC(2023, 1, 15, 10));
    expect(instantOf('2023-02-15')).toBe(Date.UTC(2023, 1, 14, 15));
    expect(dayOf(-1)).toBe('1970-01-01');
    expect(timeOf(-1)).toBe('08:59');
  });

  it('[CAL3] day and time lead back to the instant', () => {
    fc.assert(
      fc.property(ms, (at) => {
        expect(instantOf(dayOf(at), timeOf(at))).toBe(Math.floor(at / 60_000) * 60_000);
      }),
    );
  });

  it('[CAL3] refuses days and times that do not exist', () => {
    expect(instantOf('2023-02-29', '10:00')).toEqual({ refused: 'bad-input', field: 'day' });
    for (const time of ['24:00', '9:00', '09:60', '', '09:00:00'])
      expect(instantOf('2023-02-28', time)).toEqual({ refused: 'bad-input', field: 'time' });
  });
});
