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

  /** Ends a turn: the one who has waited longest is next. Answers whether there is one. */
  give(): boolean {
    const next = this.waiting.shift();
    if (next) next();
    else this.taken = false;
    return next !== undefined;
  }
}

/** The same for each name by itself; a name nobody waits for is forgotten. */
export class TurnsByName {
  private readonly turns = new Map<string, Turns>();

  /** Does `work` when it is the turn of whoever asks under this name. */
  async during<T>(name: string, work: () => Promise<T>): Promise<T> {
    let own = this.turns.get(name);
    if (!own) this.turns.set(name, (own = new Turns()));
    await own.take();
    try {
      return await work();
    } finally {
      if (!own.give()) this.turns.delete(name);
    }
  }
}
