import { seat, type Seating } from '../crowd.ts';
import { cpuSeconds, memory } from '../proc.ts';
import { serverNames, type ServerName } from '../servers.ts';
import type { OwnFigures } from '../loads.ts';
import type { Stage } from '../stage.ts';
import { median, say, type RowResult } from '../table.ts';
import { wordsSeen, type WordsSeen } from '../words-seen.ts';

/*
 * 200 tables of five, 800 words a second in all, each followed by its writer's cursor: a city's worst evening
 * eight times over. A delivery is one word on one screen, the writer's own included.
 */

interface Params extends Seating {
  readonly pid: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly warm: number;
}

interface Found extends WordsSeen {
  readonly cpu: number;
  readonly peak: number;
}

export const rooms = {
  name: 'rooms',
  title: '200 rooms × 5, 800 edits/s, cursors',
  async run(stage: Stage): Promise<RowResult> {
    const runs = new Map<ServerName, (Found & { own: OwnFigures })[]>();
    await stage.turns(serverNames, async (name) => {
      const server = await stage.start(name);
      const found = await stage.load<Found>('rooms', {
        ...server.at,
        rooms: 200,
        people: 5,
        perSecond: 800,
        seconds: stage.options.quick ? 4 : 8,
        warm: stage.options.quick ? 2 : 14,
      });
      await server.stop();
      runs.set(name, [...(runs.get(name) ?? []), found]);
      const { cpu, sent, deliveries, missing, frames, p50, p99, peak, own } = found;
      console.log(
        `  ${name.padEnd(10)} ${say((cpu / deliveries) * 1e6, 3)} µs/delivery, ${deliveries} deliveries of ${sent} edits, ` +
          `missing ${missing}, frames ${frames}, p50 ${p50} p99 ${p99} ms, peak ${say(peak / 2 ** 20)} MiB; ` +
          `load: loop late p99 ${say(own.delayP99)} ms, ${say(own.cpu * 100)} % of a core`,
      );
    });
    const per = (name: ServerName) =>
      median((runs.get(name) ?? []).map(({ cpu, deliveries }) => (cpu / deliveries) * 1e6));
    const of = (name: ServerName, pick: (found: Found) => number) => median((runs.get(name) ?? []).map(pick));
    const cells = (text: (name: ServerName) => string) =>
      Object.fromEntries([...runs.keys()].map((name) => [name, text(name)]));
    return {
      lines: [
        {
          figure: '200 × 5, 800 edits/s: CPU per delivery (× floor, × durable)',
          cells: cells(
            (name) =>
              `${say(per(name))} µs (${say(per(name) / per('floor'))} ×, ${say(per(name) / per('durable'))} ×)`,
          ),
          target: '≤ 1.3 × durable',
        },
        {
          figure: 'same: edit → seen, p50 / p99',
          cells: cells((name) => `${say(of(name, (f) => f.p50))} / ${say(of(name, (f) => f.p99))} ms`),
          target: '≤ 5 / ≤ 20 ms',
        },
      ],
      figures: Object.fromEntries(runs),
    };
  },
};

export async function load(params: Params): Promise<Found> {
  const members = await seat(params);
  const { pid } = params;
  let cpu = 0;
  const seen = await wordsSeen({
    ...params,
    members,
    writers: members,
    begins: () => void (cpu = cpuSeconds(pid)),
    ends: () => void (cpu = cpuSeconds(pid) - cpu),
  });
  return { ...seen, cpu, peak: memory(pid).peak };
}
