import { describe, expect, it } from 'vitest';
import { DOORS_MS, hasArrived } from './arrival.ts';

const startsAt = Date.UTC(2023, 1, 15, 10);
const self = (at: number) => ({ via: 'self', at }) as const;

describe('arrival', () => {
  it('[REG1] what somebody enters himself days before is an announcement', () => {
    expect(hasArrived(self(startsAt - DOORS_MS - 1), { startsAt, openedAt: null })).toBe(false);
    expect(hasArrived(self(startsAt - DOORS_MS), { startsAt, openedAt: null })).toBe(true);
    expect(hasArrived(self(startsAt + 60_000), { startsAt, openedAt: startsAt })).toBe(true);
  });

  it('[REG1] what the recorder or a paper list says has happened', () => {
    for (const via of ['recorded', 'paper'] as const)
      expect(hasArrived({ via, at: startsAt - 30 * DOORS_MS }, { startsAt, openedAt: null })).toBe(true);
  });

  it('[REG2] a meeting opened early opens its doors early; one opened late keeps them open', () => {
    const early = startsAt - 10 * DOORS_MS;
    expect(hasArrived(self(early - 60_000), { startsAt, openedAt: early })).toBe(true);
    expect(hasArrived(self(early - DOORS_MS - 1), { startsAt, openedAt: early })).toBe(false);
    expect(hasArrived(self(startsAt - DOORS_MS), { startsAt, openedAt: startsAt + DOORS_MS })).toBe(true);
  });
});
