/*
 * What is counted while the house works: plain numbers in memory, a fraction of a microsecond each. Labels are names of
 * this code and nothing else: no person, council, document, address or path stands in them, and there are never more of
 * them than the code has names.
 */

/** How often something happened, by two names. */
export class Counts {
  private readonly counts = new Map<string, Map<string, number>>();

  add(one: string, other: string): void {
    let row = this.counts.get(one);
    if (!row) this.counts.set(one, (row = new Map()));
    row.set(other, (row.get(other) ?? 0) + 1);
  }

  *all(): Iterable<readonly [one: string, other: string, count: number]> {
    for (const [one, row] of this.counts) for (const [other, count] of row) yield [one, other, count];
  }
}

/** How long something took, in classes up to so many seconds. */
export class Durations {
  readonly upTo = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
  private readonly counts = new Array<number>(this.upTo.length + 1).fill(0);
  private seconds = 0;

  add(ms: number): void {
    const took = ms / 1000;
    let at = 0;
    while (at < this.upTo.length && took > this.upTo[at]!) at++;
    this.counts[at]!++;
    this.seconds += took;
  }

  /** How many there were in all, and what they took together, s. */
  get sum(): { readonly count: number; readonly seconds: number } {
    return { count: this.counts.reduce((sum, count) => sum + count, 0), seconds: this.seconds };
  }

  /** How many took no longer than each class. */
  *below(): Iterable<readonly [upTo: number, count: number]> {
    let count = 0;
    for (const [at, upTo] of this.upTo.entries()) yield [upTo, (count += this.counts[at]!)];
  }
}

/** Everything that is counted. */
export class Tallies {
  /** acts by name of the command, and how they ended: `done`, the code of the refusal, or `failed` */
  readonly acts = new Counts();
  readonly actTimes = new Durations();
  /** requests by id of the route, and class of the status */
  readonly requests = new Counts();
  readonly requestTimes = new Durations();
  /** commits of live words */
  readonly commits = new Durations();
  readonly words = { updates: 0, bytes: 0 };

  /** A request was answered. `route`: its id in the code, null for an address that leads nowhere. */
  answered(route: string | null, status: number, ms: number): void {
    this.requests.add(route ?? 'none', `${Math.floor(status / 100)}xx`);
    this.requestTimes.add(ms);
  }

  /** Live words were brought to the disk in one commit. */
  wrote(ms: number, updates: number, bytes: number): void {
    this.commits.add(ms);
    this.words.updates += updates;
    this.words.bytes += bytes;
  }
}
