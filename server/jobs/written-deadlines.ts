import type { Logger } from 'pino';
import { minuteMs } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { Db } from '../db/open.ts';
import { writtenOverdue } from '../db/written-overdue.ts';

/*
 * Written meetings end by the clock (WRT2), not when somebody looks: what has passed its deadline is written down, once
 * however many processes look, and after a stop of the machine as soon as it runs again.
 */

/** How often the clock looks, ms. Pages and answers go by the deadline itself and do not wait for it. */
const every = 5_000;
const mostAtOnce = 100;

export interface DeadlinePorts {
  readonly db: Db;
  readonly log: Logger;
  /** ms since 1970 UTC, by the council's clock */
  clock(): number;
  /** Has a meeting ended as nobody, under a key, so that it happens once. */
  end(meetingId: string, key: string): Promise<unknown>;
}

/** Looks from now on, until it is stopped. `look` does it at once and answers how many ended. */
export function keepDeadlines({ db, log, clock, end }: DeadlinePorts): {
  readonly look: () => Promise<number>;
  readonly stop: () => void;
} {
  let stopped = false;
  let looking = false;
  const look = async () => {
    if (looking || stopped) return 0;
    looking = true;
    let ended = 0;
    try {
      for (const { id, ends_at } of await writtenOverdue(db, clock() - minuteMs, mostAtOnce)) {
        if (stopped) break;
        const done = await end(id, `deadline ${id} ${ends_at}`);
        if (!isRefusal(done)) ended++;
      }
    } catch (error) {
      // the records may be away for a moment: it looks again soon
      if (!stopped) log.error({ err: error }, 'written meetings could not be ended');
    } finally {
      looking = false;
    }
    return ended;
  };
  const timer = setInterval(() => void look(), every).unref();
  return {
    look,
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
