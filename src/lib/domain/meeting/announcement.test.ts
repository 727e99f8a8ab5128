import { expect, test } from 'vitest';
import { calendarStatus, movedOf, noticesOf, type Announced, type AnnouncingAct } from './announcement.ts';

const act = (name: AnnouncingAct, startsAt: number, at: number, reason = ''): Announced => ({
  act: name,
  startsAt,
  at,
  reason,
});
const called = [act('create', 14, 1), act('change', 15, 2), act('call', 15, 3)];

test('[REG12] what was announced stands; days of a draft are no move', () => {
  expect(movedOf([])).toBeNull();
  expect(movedOf(called)).toBeNull();
  expect(movedOf([...called, act('change', 15, 4)])).toBeNull();
});

test('[REG12] [F-P9] a postponement is told with its old day and its reason, and with the new day once it is named', () => {
  const off = [...called, act('postpone', 15, 5, '台風')];
  expect(movedOf(off)).toEqual({ from: 15, to: null, reason: '台風', at: 5 });
  expect(movedOf([...off, act('change', 15, 6)])).toMatchObject({ to: null });
  const named = [...off, act('change', 21, 6)];
  expect(movedOf(named)).toEqual({ from: 15, to: 21, reason: '台風', at: 5 });
  expect(movedOf([...named, act('call', 21, 7)])).toEqual({ from: 15, to: 21, reason: '台風', at: 5 });
  expect(movedOf([...named, act('cancel', 21, 8)])).toMatchObject({ from: 15, to: 21 });
});

test('[REG12] a called meeting moved to another day is told with both; the last move counts', () => {
  const moved = [...called, act('change', 18, 4, '会場の都合')];
  expect(movedOf(moved)).toEqual({ from: 15, to: 18, reason: '会場の都合', at: 4 });
  expect(movedOf([...moved, act('change', 25, 5)])).toEqual({ from: 18, to: 25, reason: '', at: 5 });
});

test('[REG12] called again on the day it was put off from, it stands as announced', () => {
  expect(movedOf([...called, act('postpone', 15, 5, '台風'), act('call', 15, 6)])).toBeNull();
});

test('[REG12] [F-P10] a calendar is told what is sure, what is open and what does not take place', () => {
  const off = movedOf([...called, act('postpone', 15, 5)]);
  const named = movedOf([...called, act('postpone', 15, 5), act('change', 21, 6)]);
  expect(calendarStatus('draft', null)).toBe('TENTATIVE');
  expect(calendarStatus('called', null)).toBe('CONFIRMED');
  expect(calendarStatus('postponed', off)).toBe('CANCELLED');
  expect(calendarStatus('postponed', named)).toBe('TENTATIVE');
  expect(calendarStatus('called', named)).toBe('CONFIRMED');
  expect(calendarStatus('cancelled', null)).toBe('CANCELLED');
  expect(calendarStatus('closed', null)).toBe('CONFIRMED');
});

test('[REG17] notices are counted from the call on: what nobody was told of is none', () => {
  expect(noticesOf([])).toBe(0);
  expect(noticesOf([act('create', 14, 1), act('change', 15, 2)])).toBe(0);
  expect(noticesOf(called)).toBe(1);
  expect(noticesOf([...called, act('change', 16, 4)])).toBe(2);
  const off = [...called, act('postpone', 15, 4), act('change', 22, 5)];
  expect(noticesOf(off)).toBe(2);
  expect(noticesOf([...off, act('call', 22, 6), act('cancel', 22, 7)])).toBe(4);
});
