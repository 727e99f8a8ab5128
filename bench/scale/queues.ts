/* The parts of the model: one thread, several cores, a log that many wait for at once, and a line of events in time. */

/** Works one thing after the other, on as many cores as there are. Times are ms. */
export class Cores {
  private readonly free: number[];
  /** ms of work done */
  busy = 0;

  constructor(count: number) {
    this.free = Array.from({ length: count }, () => 0);
  }

  /** When something is done that comes at `at` and takes `ms`. Called in the order of time. */
  done(at: number, ms: number): number {
    let first = 0;
    for (let i = 1; i < this.free.length; i++)
      if ((this.free[i] as number) < (this.free[first] as number)) first = i;
    this.busy += ms;
    return (this.free[first] = Math.max(at, this.free[first] as number) + ms);
  }

  share(lasted: number): number {
    return this.busy / lasted / this.free.length;
  }
}

/** The log of a database: whoever comes while it is brought to the disk is on the disk with the next time. */
export class Log {
  private readonly sync: number;
  private until = 0;

  constructor(sync: number) {
    this.sync = sync;
  }

  /** When what comes at `at` is on the disk. */
  done(at: number): number {
    if (at >= this.until) return (this.until = at + this.sync);
    // the one under way began without it; all who come before its end share the next
    return this.until + this.sync;
  }
}

/** What happens, in the order of time. */
export class Events {
  private readonly heap: { readonly at: number; readonly work: (at: number) => void }[] = [];

  at(at: number, work: (at: number) => void): void {
    const { heap } = this;
    let i = heap.push({ at, work }) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (heap[up]!.at <= heap[i]!.at) break;
      [heap[up], heap[i]] = [heap[i]!, heap[up]!];
      i = up;
    }
  }

  run(until: number): void {
    for (;;) {
      const next = this.take(until);
      if (!next) return;
      next.work(next.at);
    }
  }

  private take(until: number) {
    const { heap } = this;
    const [first] = heap;
    if (!first || first.at > until) return undefined;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ;) {
      let low = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && heap[child]!.at < heap[low]!.at) low = child;
      if (low === i) return first;
      [heap[low], heap[i]] = [heap[i]!, heap[low]!];
      i = low;
    }
  }
}
