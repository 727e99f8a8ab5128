import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as Y from 'yjs';
import { dialects } from '../dialect.ts';
import { pause, seat, until, type Seating } from '../crowd.ts';
import { cacheFolder, history } from '../history.ts';
import { docName } from '../house.ts';
import { Member } from '../member.ts';
import { settled } from '../settled.ts';
import { servers, type ServerName } from '../servers.ts';
import type { OwnFigures } from '../loads.ts';
import type { Stage } from '../stage.ts';
import { median, say, type RowResult } from '../table.ts';

/*
 * A document of 260,000 edits that were sent one by one: how long the first who opens it waits after a start of the
 * server, and fifty who come at the same moment, and fifty more who come one after the other. Folders with the history
 * in them are kept between runs.
 */

interface Params extends Seating {
  readonly edits: number;
  readonly task: 'fill' | 'open';
}

interface Found {
  readonly first: number;
  /** fifty at the same moment */
  readonly joiners: number;
  /** fifty one after the other */
  readonly single: number;
}

export const long = {
  name: 'long',
  title: 'a document of 260,000 edits: first open, cold; 50 joiners',
  async run(stage: Stage): Promise<RowResult> {
    const edits = stage.options.quick ? 30_000 : 260_000;
    const runs = new Map<ServerName, (Found & { own: OwnFigures })[]>();
    // the reference server takes many minutes to be filled: only when this row is asked for alone
    const names: readonly ServerName[] =
      stage.options.only.length === 1 ? ['ours', 'reference', 'hocuspocus'] : ['ours', 'hocuspocus'];
    await stage.turns(names, async (name) => {
      const kept = await filled(stage, name, edits);
      const folder = stage.newFolder(name);
      cpSync(kept, folder, {
        recursive: true,
        filter: (file) => !path.basename(file).startsWith('records.db'),
      });
      const server = await stage.start(name, { folder });
      const found = await stage.load<Found>('long', { ...server.at, edits, task: 'open' });
      await server.stop();
      runs.set(name, [...(runs.get(name) ?? []), found]);
      console.log(
        `  ${name.padEnd(10)} first ${say(found.first)} ms, joiners p50 ${say(found.joiners)} ms at once, ${say(found.single)} ms one by one`,
      );
    });
    const of = (name: ServerName, pick: (found: Found) => number) => median((runs.get(name) ?? []).map(pick));
    return {
      lines: [
        {
          figure: `${edits / 1_000}k edits: first open, cold / 50 joiners p50 at once, one by one`,
          cells: Object.fromEntries(
            [...runs.keys()].map((name) => [
              name,
              `${say(of(name, ({ first }) => first))} / ${say(of(name, ({ joiners }) => joiners))}, ${say(of(name, ({ single }) => single))} ms`,
            ]),
          ),
          target: '≤ 50 / ≤ 8 ms',
        },
      ],
      figures: Object.fromEntries(runs),
    };
  },
};

/** A data folder of this server with the history in it. */
async function filled(stage: Stage, name: ServerName, edits: number): Promise<string> {
  const folder = path.join(cacheFolder, `${name}-${servers[name].version().replace(/\W+/g, '-')}-${edits}`);
  if (existsSync(folder)) return folder;
  const server = await stage.start(name, { rate: 1_000_000 });
  const began = performance.now();
  await stage.load('long', { ...server.at, edits, task: 'fill' });
  // time to store, to unload, to compact
  await pause(12_000);
  await settled(server.at.pid, 180);
  await server.stop();
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(`${folder}.new`, { recursive: true, force: true });
  cpSync(server.folder, `${folder}.new`, {
    recursive: true,
    filter: (file) => !path.basename(file).startsWith('records.db'),
  });
  renameSync(`${folder}.new`, folder);
  console.log(`  ${name.padEnd(10)} took ${edits} edits in ${say((performance.now() - began) / 1_000)} s`);
  return folder;
}

export async function load(params: Params): Promise<Found> {
  return params.task === 'fill' ? fill(params) : open(params);
}

async function fill(params: Params): Promise<Found> {
  const { updates, state } = history(params.edits);
  const [author] = await seat({ ...params, rooms: 1, people: 1 });
  if (!author) throw new Error('nobody came');
  if (params.dialect === 'hocuspocus') {
    // it keeps a state and no log: the same bytes come to lie on its disk, minutes earlier
    author.put(state);
    if (!(await until(() => author.taken > 0, 60_000))) throw new Error('the text was not taken');
    author.line.destroy();
    return { first: 0, joiners: 0, single: 0 };
  }
  const answered = () => author.taken;
  for (const [n, update] of updates.entries()) {
    author.put(update);
    if (n % 200 === 199 && !(await until(() => n - answered() < 2_000, 60_000)))
      throw new Error(`only ${answered()} of ${n} edits were taken`);
  }
  if (!(await until(() => answered() >= updates.length, 60_000)))
    throw new Error(`only ${answered()} of ${updates.length} edits were taken`);
  author.line.destroy();
  return { first: 0, joiners: 0, single: 0 };
}

async function open(params: Params): Promise<Found> {
  const { state, text } = history(params.edits);
  // the first waits for the document, however the server hands it out
  const whole = state.length * 0.6;
  const [first, reader] = await join(params, whole, 0);
  if (reader.text() !== text) throw new Error('the document is not the one that was written');
  await pause(500);
  const joined = await Promise.all(Array.from({ length: 50 }, (_, n) => join(params, whole, n + 1)));
  for (const [, member] of joined) member.line.destroy();
  await pause(500);
  const singles: number[] = [];
  for (let n = 0; n < 50; n++) {
    const [ms, member] = await join(params, whole, n + 51);
    singles.push(ms);
    member.line.destroy();
  }
  reader.line.destroy();
  return { first, joiners: median(joined.map(([ms]) => ms)), single: median(singles) };
}

/** ms from the wish to connect until the whole document is here. */
async function join(params: Params, whole: number, no: number): Promise<[number, Reader]> {
  const began = performance.now();
  const member = new Reader(dialects[params.dialect], params, docName(0), no);
  let ms = NaN;
  member.onContent = () => {
    if (Number.isNaN(ms) && member.heardBytes >= whole) ms = performance.now() - began;
  };
  if (!(await until(() => !Number.isNaN(ms), 120_000))) throw new Error('the document never came');
  return [ms, member];
}

/** Keeps what it is sent. */
class Reader extends Member {
  override readonly keeps = true;

  text(): string {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of this.content) Y.applyUpdate(doc, update);
    });
    return doc.getText('t').toString();
  }
}
