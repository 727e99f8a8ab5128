import type { Logger } from 'pino';
import { indexMissing } from '../db/issue-words.ts';
import { forgetDeleted, type Db } from '../db/open.ts';
import { forgetAnswers } from './forget-answers.ts';
import { forgetPhotos } from './forget-photos.ts';
import { shortenFloors, type LiveMirrors } from './shorten-floors.ts';

/*
 * What would pile up for ever ends here, once a day: remembered answers to acts, sessions that ran out, photos that no issue took, the history of
 * what floors of finished meetings looked like, and what deleted rows have left behind; and what is missing of the index of
 * issues is added. Nothing of it has civic force.
 */

export interface DailyPorts {
  readonly db: Db;
  readonly live: LiveMirrors;
  readonly log: Logger;
  /** ms since 1970 UTC, by the council's clock */
  clock(): number;
  /** Deletes sessions that ran out. */
  endSessions(): Promise<void>;
  /** Deletes a file that no record names. */
  dropFile(hash: string): Promise<void>;
  /** Where several processes share the records: whether it is this one's turn today. */
  takeTurn?(): Promise<boolean>;
  /** … and forgets what they were told long ago. */
  forgetMoves?(): Promise<void>;
}

/** When whoever comes back after a start has come, and how often from then on; ms. */
const firstAfter = 60_000;
const every = 86_400_000;
/** So often a process asks whether it is its turn, ms: another one may have had the last, and be gone. */
const askEvery = 3_600_000;

/** Does the daily work from now on, until it is stopped. `work` does it at once and never rejects. */
export function keepDaily(ports: DailyPorts): {
  readonly work: () => Promise<void>;
  readonly stop: () => void;
} {
  const { db, live, log } = ports;
  let stopped = false;
  const one = async (what: string, job: () => Promise<unknown>) => {
    if (stopped) return;
    try {
      await job();
    } catch (error) {
      // the server may have been told to end meanwhile; anything else is tried again tomorrow
      if (!stopped) log.error({ err: error }, `${what} could not be done today`);
    }
  };
  const work = async () => {
    const now = ports.clock();
    await one('forgetting remembered answers', () => forgetAnswers(db, now));
    await one('ending sessions that ran out', () => ports.endSessions());
    await one('forgetting photos that no issue took', () => forgetPhotos(db, now, ports.dropFile));
    await one('shortening the floors of finished meetings', () =>
      shortenFloors(db, live, now, () => stopped),
    );
    await one('indexing issues that no search finds', () => indexMissing(db));
    await one('forgetting whose rights moved long ago', async () => ports.forgetMoves?.());
    await one('forgetting what was deleted', () => forgetDeleted(db));
  };
  const inTurn = async () => {
    // whoever can't ask has no turn
    if (!ports.takeTurn || (await ports.takeTurn().catch(() => false))) await work();
  };
  let again: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    void inTurn();
    again = setInterval(() => void inTurn(), ports.takeTurn ? askEvery : every).unref();
  }, firstAfter).unref();
  return {
    work,
    stop: () => {
      stopped = true;
      clearTimeout(first);
      clearInterval(again);
    },
  };
}
