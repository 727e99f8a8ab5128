import { expect, test } from 'vitest';
import { dayByKey, weeksOf } from './calendar-keys.ts';

test('keys of a calendar: days, weeks, ends of the week, months, years', () => {
  const from = (key: string, shift = false) => dayByKey(key, shift, '2023-02-15');
  expect(from('ArrowLeft')).toBe('2023-02-14');
  expect(from('ArrowRight')).toBe('2023-02-16');
  expect(from('ArrowUp')).toBe('2023-02-08');
  expect(from('ArrowDown')).toBe('2023-02-22');
  expect(from('Home')).toBe('2023-02-12');
  expect(from('End')).toBe('2023-02-18');
  expect(from('PageUp')).toBe('2023-01-15');
  expect(from('PageDown', true)).toBe('2024-02-15');
  expect(dayByKey('PageUp', false, '2023-03-31')).toBe('2023-02-28');
  expect(from('x')).toBeNull();
});

test('a month in weeks from Sunday, each of its days once', () => {
  const weeks = weeksOf('2023-02-15');
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual([null, null, null, '2023-02-01', '2023-02-02', '2023-02-03', '2023-02-04']);
  expect(weeks.flat().filter(Boolean)).toHaveLength(28);
  expect(weeksOf('2026-02-01')).toHaveLength(4);
});
