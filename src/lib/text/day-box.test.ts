import { expect, test } from 'vitest';
import { dayBox } from './day-box.ts';

const evening = Date.parse('2023-02-15T19:00:00+09:00');

test('a day on the tear-off calendar carries the era in Japanese', () => {
  expect(dayBox(evening, 'ja')).toEqual({ month: '令和5年2月', day: '15', weekday: '水' });
  expect(dayBox(evening, 'en')).toEqual({ month: 'February 2023', day: '15', weekday: 'Wed' });
});

test('the day is Japan’s, also shortly after midnight', () => {
  expect(dayBox(Date.parse('2023-02-15T00:30:00+09:00'), 'ja').day).toBe('15');
});
