import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { isAway } from '../db/faults.ts';

/**
 * Between two tries, ms: soon at first, since most lines come back at once, then more and more rarely. A database that
 * starts again is there after some seconds, one that is taken over by its standby after half a minute.
 */
const pauses = [50, 100, 200, 400, 800, 1_500];
/** ms; whoever waited so long comes again by himself */
const patience = 30_000;

/** Asks again while the database is away, for half a minute. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + patience;
  for (let n = 0; ; n++) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error) || performance.now() > end) throw error;
    }
    await pause(pauses[Math.min(n, pauses.length - 1)]);
  }
}
