import type { Member } from './member.ts';

/** mulberry32: the same load for every server. Answers numbers from 0 up to 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * People who type independently of each other: words come at random moments (Poisson), `perSecond` in all, each
 * by one of `members`. Answers how to change the pace; 0 stops.
 */
export function typists(
  members: readonly Member[],
  perSecond: number,
  cursors: boolean,
): (perSecond: number) => void {
  const random = chance(7);
  let pace = perSecond;
  let due = performance.now();
  const gap = () => (-Math.log(1 - random()) * 1_000) / pace;
  const work = () => {
    if (pace <= 0) return;
    const now = performance.now();
    for (; due <= now; due += gap()) {
      const member = members[Math.floor(random() * members.length)] as Member;
      member.type();
      if (cursors) member.moveCursor();
    }
    setTimeout(work, Math.max(1, due - now));
  };
  setTimeout(work, 1);
  return (next) => {
    const stood = pace <= 0;
    pace = next;
    if (stood && next > 0) {
      due = performance.now();
      work();
    }
  };
}
