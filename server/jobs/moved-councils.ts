import type { Logger } from 'pino';
import type { Db } from '../db/open.ts';

/*
 * The terminal says in a process of its own that a council has moved, or has not. Pages and acts see it at once; those who
 * write in its documents are asked again here.
 */

const every = 2_000;

export interface MovedPorts {
  readonly db: Db;
  readonly log: Logger;
  /** The rights of a council's documents may be others now. */
  rightsMoved(councilIds: readonly string[]): void;
}

/** Looks from now on, until it is stopped. */
export function watchMoved({ db, log, rightsMoved }: MovedPorts): {
  readonly look: () => Promise<void>;
  stop(): void;
} {
  let known: ReadonlySet<string> | undefined;
  let stopped = false;
  const look = async () => {
    try {
      const rows = await db.selectFrom('council_moved').select('council_id').execute();
      const now = new Set(rows.map(({ council_id }) => council_id));
      const changed = [...now.symmetricDifference(known ?? now)];
      known = now;
      if (changed.length > 0) rightsMoved(changed);
    } catch (error) {
      if (!stopped) log.error({ err: error }, 'it could not be seen which councils have moved');
    }
  };
  void look();
  const timer = setInterval(() => void look(), every).unref();
  return {
    look,
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
