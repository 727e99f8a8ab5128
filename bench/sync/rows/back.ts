import { pause, seat, until, type Seating } from '../crowd.ts';
import { dialects } from '../dialect.ts';
import { docName } from '../house.ts';
import { Member } from '../member.ts';
import { cpuSeconds } from '../proc.ts';
import type { ServerName } from '../servers.ts';
import type { OwnFigures } from '../loads.ts';
import type { Stage } from '../stage.ts';
import { median, say, type RowResult } from '../table.ts';

/*
 * The server is killed under 500 lines in 100 documents and started again at once. Everybody comes back as stock
 * y-websocket does (100 ms, doubled up to 2.5 s) with what he has; counted until the last one is in sync.
 */

interface Found {
  /** ms from the kill until everybody is in sync */
  readonly all: number;
  readonly half: number;
}

export const back = {
  name: 'back',
  title: '500 clients back after a kill',
  async run(stage: Stage): Promise<RowResult> {
    const runs = new Map<ServerName, (Found & { started: number; cpu: number; own: OwnFigures })[]>();
    await stage.turns(['ours', 'reference', 'hocuspocus'], async (name) => {
      const first = await stage.start(name);
      let second = first;
      let started = 0;
      const found = await stage.load<Found>('back', { ...first.at, rooms: 100, people: 5 }, async () => {
        await first.kill();
        const killed = performance.now();
        void stage.start(name, { folder: first.folder, port: first.at.port }).then((server) => {
          second = server;
          started = performance.now() - killed;
        });
      });
      const cpu = cpuSeconds(second.at.pid) * 1_000;
      await second.stop();
      runs.set(name, [...(runs.get(name) ?? []), { ...found, started, cpu }]);
      console.log(
        `  ${name.padEnd(10)} all back after ${say(found.all)} ms, half after ${say(found.half)} ms, listening after ${say(started)} ms, ${say(cpu)} ms of CPU`,
      );
    });
    return {
      lines: [
        {
          figure: '500 clients back after a kill',
          cells: Object.fromEntries(
            [...runs].map(([name, found]) => [name, `${say(median(found.map(({ all }) => all)) / 1_000)} s`]),
          ),
          target: '≤ 0.43 s',
        },
      ],
      figures: Object.fromEntries(runs),
    };
  },
};

export async function load(params: Seating, ask: (question: string) => Promise<unknown>): Promise<Found> {
  const members = await seat(params);
  // something to come back with
  for (const member of members) member.type();
  await pause(3_000);
  const times: number[] = [];
  let killed = 0;
  members.forEach((member, no) => {
    member.line.ended = () => void comeBack(params, no, 0, () => times.push(performance.now() - killed));
  });
  killed = performance.now();
  await ask('kill');
  if (!(await until(() => times.length === members.length, 60_000)))
    throw new Error(`only ${times.length} came back`);
  return { all: Math.max(...times), half: median(times) };
}

async function comeBack(params: Seating, no: number, failed: number, done: () => void): Promise<void> {
  await pause(Math.min(100 * 2 ** failed, 2_500));
  const member = new Member(dialects[params.dialect], params, docName(no % params.rooms), no);
  const refused = await member.line.opened;
  if (refused !== undefined) return comeBack(params, no, failed + 1, done);
  await member.synced;
  done();
}
