/*
 * How a house is copied and looked through while people work in it: a little, and a rest several times as long. Whoever
 * meets a piece waits for it, on the disk or for the processor, so pieces are small and most of the time is rest; the
 * backup of a gigabyte has a minute.
 */

/** Bytes that are written before they are brought to the disk. */
export const atOnce = 256 * 1024;

const timesAsLong = 3;
/** ms */
const [pieceLeast, restMost] = [1, 100];

/** The rests of a process in which nothing else runs: it waits on its thread. */
export class Rests {
  private since = performance.now();

  /** Between two pieces: leaves disk and processor to others three times as long as they were taken. */
  readonly take = (): void => {
    const took = performance.now() - this.since;
    if (took < pieceLeast) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(restMost, took * timesAsLong));
    this.since = performance.now();
  };
}
