import { pause, seat, until, type Seating } from '../crowd.ts';
import { Histogram } from '../histogram.ts';
import { cpuSeconds, memory } from '../proc.ts';
import { serverNames, type ServerName } from '../servers.ts';
import type { OwnFigures, Stage } from '../stage.ts';
import { median, say, type RowResult } from '../table.ts';
import { typists } from '../typists.ts';
import { nowMicros, since } from '../word.ts';

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

interface Found {
  readonly cpu: number;
  readonly peak: number;
  readonly sent: number;
  readonly deliveries: number;
  readonly missing: number;
  readonly frames: number;
  readonly p50: number;
  readonly p99: number;
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
  const latency = new Histogram();
  let began = 0;
  let ended = 0;
  let deliveries = 0;
  let all = 0;
  for (const member of members) {
    member.heard = ({ moments }) => {
      const now = nowMicros();
      for (const moment of moments) {
        all++;
        if (began === 0 || since(began, moment) > 600e6 || (ended > 0 && since(moment, ended) > 600e6))
          continue;
        deliveries++;
        latency.addMicros(since(moment, now));
      }
    };
  }
  await pause(500);
  const pace = typists(members, params.perSecond, true);
  await pause(params.warm * 1_000);
  const sentBy = () => members.reduce((sum, { sent }) => sum + sent, 0);
  const framesBy = () => members.reduce((sum, { line }) => sum + line.received, 0);
  const [sent, frames, cpu] = [sentBy(), framesBy(), cpuSeconds(params.pid)];
  began = nowMicros();
  await pause(params.seconds * 1_000);
  ended = nowMicros();
  const found = {
    cpu: cpuSeconds(params.pid) - cpu,
    peak: memory(params.pid).peak,
    sent: sentBy() - sent,
    frames: framesBy() - frames,
  };
  pace(0);
  const total = sentBy() * params.people;
  await until(() => all === total, 5_000);
  for (const { line } of members) line.destroy();
  return { ...found, deliveries, missing: total - all, p50: latency.at(0.5), p99: latency.at(0.99) };
}
