const jstOffsetMs = 9 * 3_600_000;
const dayMs = 86_400_000;

/** The one clock of a process. Only the sample council moves it while it is being filled. */
export interface Clock {
  /** ms since 1970 UTC */
  now(): number;
}

/** The machine's time. */
export const machineClock: Clock = { now: () => Date.now() };

/** A clock that can be put to an instant and runs on from there with the machine's pace. */
export class MovableClock implements Clock {
  private offset: number;
  constructor(start: number) {
    this.offset = start - Date.now();
  }
  now(): number {
    return Date.now() + this.offset;
  }
  moveTo(instant: number): void {
    this.offset = instant - Date.now();
  }
}

/**
 * The clock of acts: it never runs backward, so that what came later counts as later (T3). `from`: the instant of the
 * last act, also of the server before this one. A clock that is put back stands still until it is caught up with; one
 * put back by more than a day was wrong before, and is believed: `wrongBefore` hears of it.
 */
export function forwardOnly(clock: Clock, from: number, wrongBefore: (ms: number) => void): Clock {
  let last = from;
  return {
    now() {
      const now = clock.now();
      if (last - now > dayMs) {
        wrongBefore(last - now);
        last = now;
      }
      last = Math.max(last, now);
      return last;
    },
  };
}

/** The given day in Asia/Tokyo ('YYYY-MM-DD') at the present time of day. */
export function onDay(day: string): number {
  const timeOfDay = (Date.now() + jstOffsetMs) % dayMs;
  return Date.parse(`${day}T00:00:00Z`) - jstOffsetMs + timeOfDay;
}

/** The calendar day in Asia/Tokyo, 'YYYY-MM-DD'. Japan has one offset and no summer time. */
export function dayOf(ms: number): string {
  return new Date(ms + jstOffsetMs).toISOString().slice(0, 10);
}
