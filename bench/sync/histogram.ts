/** Times in steps of 0.1 ms up to 20 s. */
export class Histogram {
  count = 0;
  private readonly steps = new Uint32Array(200_000);

  addMicros(micros: number): void {
    const step = Math.min(this.steps.length - 1, Math.floor(micros / 100));
    this.steps[step] = (this.steps[step] as number) + 1;
    this.count++;
  }

  /** ms below which `share` (0–1) of all times lie; NaN when there are none. */
  at(share: number): number {
    if (this.count === 0) return NaN;
    let left = share * this.count;
    for (let step = 0; step < this.steps.length; step++) {
      left -= this.steps[step] as number;
      if (left <= 0) return (step + 1) / 10;
    }
    return this.steps.length / 10;
  }

  clear(): void {
    this.steps.fill(0);
    this.count = 0;
  }
}
