import { pause, seat, type Seating } from '../crowd.ts';
import { Histogram } from '../histogram.ts';
import { memory } from '../proc.ts';
import type { ServerName } from '../servers.ts';
import type { OwnFigures } from '../loads.ts';
import type { Stage } from '../stage.ts';
import { median, say, type RowResult } from '../table.ts';
import { nowMicros, since, wordOf } from '../word.ts';

/*
 * Twenty people write paragraphs of 1 KB, 300 a second in all; then fifty others in the same document stop reading
 * without hanging up. That is nine times what one document takes a minute, so this limit of ours is raised.
 */

interface Params extends Seating {
  readonly pid: number;
  readonly before: number;
  readonly seconds: number;
}

interface Found {
  /** bytes the server's memory grew by at most */
  readonly grown: number;
  /** ms p95 for those who read, before and after */
  readonly before: number;
  readonly after: number;
}

const writers = 20;
const stallers = 50;
const perSecond = 300;

export const stalled = {
  name: 'stalled',
  title: '50 stalled readers at 300 updates/s of 1 KB',
  async run(stage: Stage): Promise<RowResult> {
    const runs = new Map<ServerName, (Found & { own: OwnFigures })[]>();
    await stage.turns(
      ['floor', 'ours', 'reference', 'hocuspocus'],
      async (name) => {
        const server = await stage.start(name, { flow: true });
        const seconds = stage.options.quick ? 6 : 16;
        const params = { ...server.at, rooms: 1, people: writers + stallers, before: 5, seconds };
        const found = await stage.load<Found>('stalled', params);
        await server.stop();
        runs.set(name, [...(runs.get(name) ?? []), found]);
        console.log(
          `  ${name.padEnd(10)} + ${say(found.grown / 2 ** 20)} MiB, p95 of the others ${found.before} → ${found.after} ms`,
        );
      },
      1,
    );
    const of = (name: ServerName, pick: (found: Found) => number) => median((runs.get(name) ?? []).map(pick));
    return {
      lines: [
        {
          figure: '50 stalled readers: memory, p95 of the others',
          cells: Object.fromEntries(
            [...runs.keys()].map((name) => [
              name,
              `+ ${say(of(name, ({ grown }) => grown / 2 ** 20))} MiB, ` +
                `${say(of(name, ({ before }) => before))} → ${say(of(name, ({ after }) => after))} ms`,
            ]),
          ),
          target: '+ ≤ 64 MiB, ≤ + 20 %',
        },
      ],
      figures: Object.fromEntries(runs),
    };
  },
};

export async function load(params: Params): Promise<Found> {
  const members = await seat(params);
  const active = members.slice(0, writers);
  const latency = new Histogram();
  for (const member of active) {
    member.heard = ({ moments }) => {
      const now = nowMicros();
      for (const moment of moments) latency.addMicros(since(moment, now));
    };
  }
  let next = 0;
  const timer = setInterval(() => {
    for (let n = 0; n < perSecond / 50; n++) active[next++ % writers]?.write(wordOf(nowMicros()).repeat(170));
  }, 20);
  await pause(1_000);
  latency.clear();
  await pause(params.before * 1_000);
  const before = latency.at(0.95);
  latency.clear();
  const start = memory(params.pid).rss;
  for (const { line } of members.slice(writers)) line.stall();
  let most = start;
  for (let waited = 0; waited < params.seconds * 4; waited++) {
    await pause(250);
    most = Math.max(most, memory(params.pid).rss);
  }
  clearInterval(timer);
  const after = latency.at(0.95);
  for (const { line } of members) line.destroy();
  return { grown: most - start, before, after };
}
