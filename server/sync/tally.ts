/**
 * How far the sync-step-2 and update messages of one socket have come: what is told is the longest run from the
 * first of them that is on the disk; it never passes one that was not taken.
 */
export class Tally {
  /** messages received */
  received = 0;
  private saved = 0;
  private told = 0;
  private deniedFrom = Infinity;
  private readonly outOfTurn = new Set<number>();

  /** Message `index` is on the disk. */
  save(index: number): void {
    this.outOfTurn.add(index);
    while (this.saved + 1 < this.deniedFrom && this.outOfTurn.delete(this.saved + 1)) this.saved++;
  }

  /** Message `index` was not taken. */
  deny(index: number): void {
    this.deniedFrom = Math.min(this.deniedFrom, index);
  }

  /** What is to be told now; undefined: nothing new. */
  news(): number | undefined {
    if (this.saved === this.told) return undefined;
    this.told = this.saved;
    return this.saved;
  }
}
