import { pause, seat, until, type Seating } from '../sync/crowd.ts';
import { cpuSeconds, familySeconds, memory } from '../sync/proc.ts';
import { settled } from '../sync/settled.ts';

/*
 * What it costs to keep documents open and lines connected that nobody uses: memory of servers that were started afresh,
 * before and after lines to one empty document, before and after documents of 57 KB; and what all of it computes at rest.
 */

export interface IdleParams extends Seating {
  readonly pids: readonly number[];
  readonly databasePid: number | undefined;
  readonly lines: number;
  readonly docs: number;
  /** an empty document */
  readonly empty: number;
}

export interface IdleFound {
  /** bytes */
  readonly perLine: number;
  readonly perDoc: number;
  /** share of a core while nobody does anything */
  readonly servers: number;
  readonly database: number;
  /** documents that were open then */
  readonly docs: number;
}

/** ms; a server loads its commands three seconds after the start, and they are no line's memory */
const loadsLate = 4_500;
const atRest = 8_000;

export async function load(params: IdleParams): Promise<IdleFound> {
  const { pids, databasePid, lines, docs, empty } = params;
  const calm = async () => {
    for (const pid of pids) await settled(pid, 20);
    return pids.reduce((sum, pid) => sum + memory(pid).rss, 0);
  };
  const warm = await seat({ ...params, rooms: 1, people: 20, firstDoc: empty });
  await pause(loadsLate);
  const start = await calm();
  const connected = await seat({ ...params, rooms: 1, people: lines, firstDoc: empty });
  const withLines = await calm();
  // one reader at each server: the document is open everywhere
  const readers = await seat({ ...params, rooms: docs, people: pids.length, firstDoc: 1 });
  await until(() => readers.every(({ heardBytes }) => heardBytes >= 50_000), 60_000);
  const missing = readers.filter(({ heardBytes }) => heardBytes < 50_000).length;
  if (missing > 0) throw new Error(`${missing} documents are not whole`);
  const perLine = (withLines - start) / lines;
  const perDoc = ((await calm()) - withLines) / readers.length - perLine;
  const used = () => ({
    servers: pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    database: databasePid === undefined ? 0 : familySeconds(databasePid),
  });
  const before = used();
  await pause(atRest);
  const after = used();
  for (const { line } of [...warm, ...connected, ...readers]) line.destroy();
  const share = (name: 'servers' | 'database') => ((after[name] - before[name]) * 1_000) / atRest;
  return { perLine, perDoc, servers: share('servers'), database: share('database'), docs };
}
