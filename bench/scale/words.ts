import { seat, type Seating } from '../sync/crowd.ts';
import { cpuSeconds, familySeconds } from '../sync/proc.ts';
import { wordsSeen, type WordsSeen } from '../sync/words-seen.ts';

/* Tables at which one in five types, half of each table at each server: run in a process of its own. */

export interface WordsParams extends Seating {
  readonly pids: readonly number[];
  readonly databasePid: number | undefined;
  readonly perSecond: number;
  readonly warm: number;
  readonly seconds: number;
}

export interface WordsFound extends WordsSeen {
  /** CPU seconds while it was measured: of our processes, and of PostgreSQL's */
  readonly servers: number;
  readonly database: number;
  readonly seconds: number;
}

export async function load(params: WordsParams): Promise<WordsFound> {
  const { pids, databasePid, rooms, people, seconds } = params;
  const members = await seat(params);
  const used = () => ({
    servers: pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    database: databasePid === undefined ? 0 : familySeconds(databasePid),
  });
  let [before, after] = [used(), used()];
  const seen = await wordsSeen({
    ...params,
    members,
    // one in five of each table, at every server
    writers: members.filter((_, no) => Math.floor(no / rooms) < Math.ceil(people / 5)),
    begins: () => void (before = used()),
    ends: () => void (after = used()),
  });
  return {
    ...seen,
    servers: after.servers - before.servers,
    database: after.database - before.database,
    seconds,
  };
}
