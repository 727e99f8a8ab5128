import { describe, expect, it } from 'vitest';
import { forwardOnly } from './clock.ts';

const dayMs = 86_400_000;

describe('the clock of acts', () => {
  it('[F-S4] stands still while the machine is behind the last act, also of the server before', () => {
    let machine = 10_000;
    const clock = forwardOnly({ now: () => machine }, 12_000, () => expect.unreachable());
    expect(clock.now()).toBe(12_000);
    machine = 12_500;
    expect(clock.now()).toBe(12_500);
    machine = 7_500;
    expect(clock.now()).toBe(12_500);
    machine = 12_501;
    expect(clock.now()).toBe(12_501);
  });

  it('[F-S4] a clock that was more than a day ahead is put right, once, and said', () => {
    const said: number[] = [];
    let machine = 0;
    const clock = forwardOnly({ now: () => machine }, dayMs + 1, (ms) => said.push(ms));
    expect(clock.now()).toBe(0);
    machine = 5;
    expect(clock.now()).toBe(5);
    expect(said).toEqual([dayMs + 1]);
  });
});
