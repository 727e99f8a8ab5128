import { afterAll, describe, expect, test } from 'vitest';
import { giveBackWhenQuiet } from './quiet-memory.ts';

/** A process of which the test says what it uses. */
const given = { cpu: 0, heap: 50 };
let collected = 0;
const keeper = giveBackWhenQuiet({
  cpu: () => given.cpu,
  heap: () => given.heap,
  collect: () => {
    collected++;
    given.heap = 50;
  },
});
afterAll(() => keeper.stop());

/** So many looks, each after so many ms of CPU; how often it was collected meanwhile. */
function looks(times: number, cpu: number): number {
  const before = collected;
  for (let i = 0; i < times; i++) {
    given.cpu += cpu;
    keeper.look();
  }
  return collected - before;
}

describe('memory after a rush', () => {
  test('is given back once it has been quiet for three looks, and not while people are at work', () => {
    given.heap = 200;
    expect(looks(50, 500)).toBe(0);
    expect(looks(2, 20)).toBe(0);
    expect(looks(1, 500)).toBe(0);
    expect(looks(2, 20)).toBe(0);
    expect(looks(1, 20)).toBe(1);
    expect(looks(100, 20)).toBe(0);
  });

  test('is left alone where nothing has grown since', () => {
    given.heap = 55;
    looks(1, 500);
    expect(looks(10, 0)).toBe(0);
    given.heap = 100;
    looks(1, 500);
    expect(looks(10, 0)).toBe(1);
  });
});
