import { expect, test } from 'vitest';
import type { FloorSeat } from '#lib/doc/floor.ts';
import { comingGroups } from './coming.ts';

const seat = (seatId: string, more: Partial<FloorSeat>): FloorSeat => ({
  seatId,
  no: 1,
  label: '町会',
  name: seatId,
  mode: 'unknown',
  announced: null,
  enteredBy: null,
  leftAt: null,
  ...more,
});

test('[REG1] [F-P11] refusals and silence are told apart, and every seat stands in one group', () => {
  const seats = [
    seat('comes', { announced: 'in_person' }),
    seat('online', { announced: 'online' }),
    seat('sends', { announced: 'alternate' }),
    seat('proxy', { mode: 'proxy' }),
    seat('not', { mode: 'absent' }),
    seat('silent', {}),
    seat('there', { mode: 'online' }),
  ];
  const names = comingGroups(seats).map(([group, those]) => [group, those.map(({ seatId }) => seatId)]);
  expect(names).toEqual([
    ['here', ['there']],
    ['in_person', ['comes']],
    ['online', ['online']],
    ['alternate', ['sends']],
    ['proxy', ['proxy']],
    ['absent', ['not']],
    ['silent', ['silent']],
  ]);
  expect(comingGroups([seat('silent', {})]).map(([group]) => group)).not.toContain('here');
});
