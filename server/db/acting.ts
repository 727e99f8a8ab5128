import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { engineOf } from './engine.ts';
import { isRetryable, isTaken } from './faults.ts';
import type { Db, Trx } from './open.ts';
import { TurnsByName } from './turns.ts';

/*
 * Acts, each in its transaction and each once. With SQLite they take turns on the one connection. With PostgreSQL they take
 * turns council by council, also those of other processes: the row of the council is locked before anything is read that
 * the act rests on, and each statement then sees what the act before has left (READ COMMITTED). So numbers have no gaps,
 * the log of acts has one end, a key is answered once, and whatever an act asks before it writes still holds when it does,
 * as with one writer, while councils do not wait for each other.
 *
 * SERIALIZABLE instead would let all acts of a council begin and give up all but one, for each reads the end of the log
 * that the others write: 200 ballots at once would be done by some twenty thousand tries. And what must not fail is not
 * left to it alone (safety D.10: a released version let anomalies through): a round's own row is locked, too (held-round.ts).
 */

/** Whose acts one takes turns with: those of a council, those of none (null); undefined: not known yet. */
export type Turn = string | null | undefined;

/** Thrown by an act that finds itself in the wrong queue: nothing is written yet, and it is begun again in the right one. */
export class OutOfTurn extends Error {
  readonly turn: string | null;
  constructor(turn: string | null) {
    super('this act belongs into another queue');
    this.turn = turn;
  }
}

/** So often an engine may give an act up, ms apart at the most; then it is refused. */
const tries = 6;
const longestPause = 200;

/** Acts of one process wait here and not in the database, where each who waits holds a connection. */
const queues = new WeakMap<Db, TurnsByName>();

/**
 * Runs an act in a transaction of its own, again where the engine gave it up. Where another was first with something that
 * there is once, it runs once more: it sees what is there and refuses in its own words. `work` starts from nothing each time.
 */
export async function actInTurn<T>(
  db: Db,
  turn: Turn,
  work: (trx: Trx, turn: Turn) => Promise<T>,
): Promise<T> {
  let now = turn;
  let taken = false;
  for (let n = 1; ; n++) {
    try {
      return await once(db, now, work);
    } catch (error) {
      if (error instanceof OutOfTurn && n < tries) now = error.turn;
      else if (isTaken(error) && !taken) taken = true;
      else if (!isRetryable(error) || n >= tries) throw error;
      else await pause(Math.random() * Math.min(longestPause, 10 * 2 ** n));
    }
  }
}

async function once<T>(db: Db, turn: Turn, work: (trx: Trx, turn: Turn) => Promise<T>): Promise<T> {
  const begin = () =>
    db.transaction().execute(async (trx) => {
      await holdTurn(trx, turn);
      return work(trx, turn);
    });
  if (engineOf(db) === 'sqlite' || turn === undefined) return begin();
  let queue = queues.get(db);
  if (!queue) queues.set(db, (queue = new TurnsByName()));
  return queue.during(turn ?? '', begin);
}

/**
 * Waits until the acts before this one are over; until the transaction ends no other act of the same council begins. Whoever
 * writes into the log of acts without being an act (the terminal) takes its turn so.
 */
export async function holdTurn(trx: Trx, turn: Turn): Promise<void> {
  if (turn === undefined || engineOf(trx) === 'sqlite') return;
  // any number that no other program takes in this database
  if (turn === null) await sql`select pg_advisory_xact_lock(${sql.lit(ofNoCouncil)})`.execute(trx);
  // not for deletion: rows that name the council may come meanwhile
  else await sql`select 1 from council where id = ${turn} for no key update`.execute(trx);
}

const ofNoCouncil = 9_303_741;

/** Whether an act that turns out to be of this council is in its queue. */
export function isInTurn(trx: Trx, turn: Turn, councilId: string | null): boolean {
  return engineOf(trx) === 'sqlite' || turn === councilId;
}
