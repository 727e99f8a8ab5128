import { pause, seat, until, type Seating } from '../crowd.ts';
import { dialects } from '../dialect.ts';
import { history } from '../history.ts';
import { memory } from '../proc.ts';
import { settled } from '../settled.ts';
import type { ServerName } from '../servers.ts';
import type { OwnFigures } from '../loads.ts';
import type { Stage } from '../stage.ts';
import { median, say, type RowResult } from '../table.ts';

/*
 * What it costs to keep documents open and lines connected that nobody uses: memory of a server that was started
 * afresh, before and after 600 lines to one empty document, before and after 200 documents of 57 KB.
 */

interface Params extends Seating {
  readonly pid: number;
  readonly task: 'fill' | 'open';
  readonly docs: number;
  readonly lines: number;
}

interface Found {
  readonly perLine: number;
  readonly perDoc: number;
}

/** So many edits of the history make 57 KB. */
const edits = 63_000;
const emptyDoc = 900;
/** ms; our server loads its commands three seconds after the start, and they are no line's memory */
const loadsLate = 4_500;

export const idle = {
  name: 'idle',
  title: 'memory per open idle document (57 KB) and per idle connection',
  async run(stage: Stage): Promise<RowResult> {
    const [docs, lines] = stage.options.quick ? [60, 300] : [200, 600];
    const runs = new Map<ServerName, (Found & { own: OwnFigures })[]>();
    await stage.turns(
      ['ours', 'reference', 'hocuspocus'],
      async (name) => {
        const filling = await stage.start(name, { rate: 1_000 });
        await stage.load('idle', { ...filling.at, task: 'fill', docs, lines });
        await settled(filling.at.pid);
        await filling.stop();
        const server = await stage.start(name, { folder: filling.folder });
        const found = await stage.load<Found>('idle', { ...server.at, task: 'open', docs, lines });
        await server.stop();
        runs.set(name, [...(runs.get(name) ?? []), found]);
        console.log(
          `  ${name.padEnd(10)} ${say(found.perDoc / 2 ** 20)} MiB/document, ${say(found.perLine / 1024)} KiB/connection`,
        );
      },
      1,
    );
    const of = (name: ServerName, pick: (found: Found) => number) => median((runs.get(name) ?? []).map(pick));
    const cells = (text: (name: ServerName) => string) =>
      Object.fromEntries([...runs.keys()].map((name) => [name, text(name)]));
    return {
      lines: [
        {
          figure: 'memory per open idle document (57 KB)',
          cells: cells((name) => `${say(of(name, ({ perDoc }) => perDoc / 2 ** 20))} MiB`),
          target: '≤ 0.1 MiB',
        },
        {
          figure: 'memory per idle connection',
          cells: cells((name) => `${say(of(name, ({ perLine }) => perLine / 1024))} KiB`),
          target: '≤ 34 KiB',
        },
      ],
      figures: Object.fromEntries(runs),
    };
  },
};

export async function load(params: Params): Promise<Found> {
  return params.task === 'fill' ? fill(params) : open(params);
}

/** Puts 57 KB into each document, as a person who pastes it. */
async function fill(params: Params): Promise<Found> {
  const { state } = history(edits);
  for (let n = 0; n < params.docs; n++) {
    const [member] = await seat({ ...params, rooms: 1, people: 1, firstDoc: (params.firstDoc ?? 0) + n });
    if (!member) throw new Error('nobody came');
    member.put(state);
    const acknowledged = () =>
      dialects[params.dialect].acknowledges ? member.taken >= member.messages : member.taken > 0;
    if (!(await until(acknowledged, 20_000))) throw new Error('the text was not taken');
    member.line.destroy();
  }
  return { perLine: 0, perDoc: 0 };
}

async function open(params: Params): Promise<Found> {
  const { pid, docs, lines } = params;
  const warm = await seat({ ...params, rooms: 1, people: 20, firstDoc: emptyDoc });
  await pause(loadsLate);
  await settled(pid);
  const start = memory(pid).rss;
  const connected = await seat({ ...params, rooms: 1, people: lines, firstDoc: emptyDoc });
  await settled(pid);
  const withLines = memory(pid).rss;
  const readers = await seat({ ...params, rooms: docs, people: 1 });
  // the reference server hands out what it loads after it answered
  await until(() => readers.every(({ heardBytes }) => heardBytes >= 50_000), 60_000);
  const missing = readers.filter(({ heardBytes }) => heardBytes < 50_000).length;
  if (missing > 0) throw new Error(`${missing} documents are not whole`);
  await settled(pid);
  const perLine = (withLines - start) / lines;
  const perDoc = (memory(pid).rss - withLines) / docs - perLine;
  for (const { line } of [...warm, ...connected, ...readers]) line.destroy();
  return { perLine, perDoc };
}
