import { setImmediate } from 'node:timers/promises';

/** So long records may keep the thread at a stretch, ms. */
const stretch = 0.5;

/**
 * Between two statements words have their turn: an act is dozens of statements in a row, each answered within the call, so
 * that without a pause whoever types anywhere would wait for the whole act. What a transaction has not committed is
 * seen by nobody meanwhile, for it keeps its connection.
 */
export class Breath {
  private since = 0;

  /** At once, or, when the last pause is long enough ago, after everything else that waits has had its turn. */
  async take(): Promise<void> {
    if (performance.now() - this.since < stretch) return;
    await setImmediate();
    this.since = performance.now();
  }
}
