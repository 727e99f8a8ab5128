import { describe, expect, it } from 'vitest';
import { yearShown } from './year.ts';

const years = [{ fiscalYear: 2023 }, { fiscalYear: 2022 }, { fiscalYear: 2019 }];

describe('a list by fiscal years', () => {
  it('[CAL10] shows the year asked for where it has something, else its newest', () => {
    expect(yearShown(years, 2022)).toBe(2022);
    expect(yearShown(years, null)).toBe(2023);
    expect(yearShown(years, 2021)).toBe(2023);
    expect(yearShown([], 2022)).toBeNull();
  });
});
