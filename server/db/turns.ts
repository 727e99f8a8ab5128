/**
 * One at a time, in the order they came. Each who waits is woken once, when it is its turn: Kysely's own lock wakes
 * everybody at every release, so that a thousand reads at once cost a million wakings.
 */
export class Turns {
  private taken = false;
  private readonly waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn; the turn lasts until `give`. */
  async take(): Promise<void> {
    if (this.taken) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.taken = true;
  }

  /** Ends a turn: the one who has waited longest is next. */
  give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.taken = false;
  }
}
