import { describe, expect, it } from 'vitest';
import { DOORS_MS, doorsAt, isArrival } from './arrival.ts';

describe('arrival', () => {
  it('[REG1] [F-P5] what somebody enters himself before the opening is a reply, at whatever hour', () => {
    expect(isArrival({ via: 'self' }, false)).toBe(false);
    for (const via of ['self', 'recorded', 'paper'] as const)
      expect(isArrival({ via, says: 'reply' }, false)).toBe(false);
  });

  it('[REG1] [F-P5] being there is an act of its own', () => {
    expect(isArrival({ via: 'self', says: 'here' }, false)).toBe(true);
  });

  it('[REG1] what the recorder or a paper list says has happened', () => {
    for (const via of ['recorded', 'paper'] as const) expect(isArrival({ via }, false)).toBe(true);
  });

  it('[REG1] [F-P5] in session whoever is entered is there; a reply comes too late', () => {
    for (const via of ['self', 'recorded'] as const) expect(isArrival({ via }, true)).toBe(true);
    expect(isArrival({ via: 'self', says: 'reply' }, true)).toEqual({ refused: 'meeting-begun' });
  });

  it('[REG2] doors are open all day, and three hours before a meeting that begins at night', () => {
    // 15 February 2023, 19:00 and 1:00 in Japan
    expect(doorsAt(Date.UTC(2023, 1, 15, 10))).toBe(Date.UTC(2023, 1, 14, 15));
    const oneAtNight = Date.UTC(2023, 1, 14, 16);
    expect(doorsAt(oneAtNight)).toBe(oneAtNight - DOORS_MS);
  });
});
