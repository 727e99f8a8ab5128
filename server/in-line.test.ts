import { expect, test } from 'vitest';
import { inLine, lineFull } from './in-line.ts';

test('[F-S20] heavy work runs one piece at a time, in order, and a full line takes nobody else', async () => {
  const enter = inLine(3);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const piece = (no: number) =>
    enter(() => {
      begun.push(no);
      return new Promise<number>((resolve) => ends.push(() => resolve(no)));
    });
  const pieces = [1, 2, 3, 4].map(piece);
  expect(await piece(5)).toBe(lineFull);
  for (let no = 1; no <= 4; no++) {
    await new Promise(setImmediate);
    expect(begun).toEqual(Array.from({ length: no }, (_, i) => i + 1));
    ends[no - 1]!();
    expect(await pieces[no - 1]).toBe(no);
  }
  // there is room again
  const sixth = piece(6);
  await new Promise(setImmediate);
  ends.at(-1)!();
  expect(await sixth).toBe(6);
});

test('[F-S20] work that fails leaves the line to the next', async () => {
  const enter = inLine(1);
  await expect(enter(() => Promise.reject(new Error('no picture')))).rejects.toThrow('no picture');
  expect(await enter(() => Promise.resolve('next'))).toBe('next');
});
