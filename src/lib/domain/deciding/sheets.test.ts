import { expect, test } from 'vitest';
import { seatNumbers, sheetState } from './sheets.ts';

test('[WAY9] seat numbers are read as people write them on an envelope', () => {
  expect(seatNumbers('12、15～18')).toEqual([12, 15, 16, 17, 18]);
  expect(seatNumbers('３番，1 2\n１５ー１６')).toEqual([1, 2, 3, 15, 16]);
  expect(seatNumbers('7 7 7')).toEqual([7]);
  expect(seatNumbers('')).toEqual([]);
  for (const wrong of ['十二', '0', '5-3', '1-999999', '1--3', '-4', '1.5', 'a'])
    expect(seatNumbers(wrong), wrong).toBeNull();
  expect(seatNumbers('1-9999')).toBeNull();
});

test('[WAY9] a paper is as far as the latest that is known of it', () => {
  const sheet = (more: object) => ({ sentAt: null, returnedAt: null, typed: false, ...more });
  expect(sheetState(sheet({}))).toBe('unsent');
  expect(sheetState(sheet({ sentAt: 1 }))).toBe('sent');
  expect(sheetState(sheet({ sentAt: 1, returnedAt: 2 }))).toBe('returned');
  // handed over at the counter
  expect(sheetState(sheet({ returnedAt: 2 }))).toBe('returned');
  expect(sheetState(sheet({ sentAt: 1, typed: true }))).toBe('typed');
});
