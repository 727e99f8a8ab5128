/*
 * Heavy work one piece at a time, and only so much of it in line: whoever comes when the line is full is told so, and the
 * rest of the server hardly notices.
 */

/** Nobody else is taken into the line just now. */
export const lineFull = Symbol('the line is full');

/** Runs what it is given one after the other; `most`: how many may wait behind the one that runs. */
export function inLine(most: number): <T>(work: () => Promise<T>) => Promise<T | typeof lineFull> {
  let last: Promise<unknown> = Promise.resolve();
  let inside = 0;
  return async (work) => {
    if (inside > most) return lineFull;
    inside++;
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      inside--;
    }
  };
}
