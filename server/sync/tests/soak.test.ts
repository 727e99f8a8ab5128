import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { random, seedOf } from '#tests/fixtures/random.ts';
import { openWords } from '../../db/words.ts';
import { openBed, pause, until } from './bed.ts';
import { docOf } from '../quiet-doc.ts';
import { SqliteDocLog } from '../sqlite-doc-log.ts';

/* People come, write and go, for a long time (safety B5, B43). SOAK: minutes; default: a moment. */

const minutes = Number(process.env['SOAK'] ?? 0.04);
const seed = seedOf();
const documents = 30;

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use after everything that can go has gone. */
async function heap(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collect();
    await pause(20);
  }
  return process.memoryUsage().heapUsed;
}

it(
  `[S69] ${minutes} minutes of coming, writing and going: nothing is lost, idle documents leave memory, the heap stays (seed ${seed})`,
  async () => {
    const pick = random(seed);
    const dir = mkdtempSync(path.join(tmpdir(), 'soak-'));
    const bed = await openBed({ log: new SqliteDocLog(openWords(dir)) });
    const saved = new Map<string, Uint8Array[]>();
    const keep = (doc: string, update: Uint8Array) =>
      saved.set(doc, [...(saved.get(doc) ?? []), update].slice(-200));

    /** Comes, writes a little, waits for the mark, goes. */
    async function visit(name: string): Promise<void> {
      const raw = await bed.raw(name, `p${pick(12)}`);
      raw.hello();
      const doc = new Y.Doc();
      raw.awareness([[doc.clientID, 1, { cursor: 1 }]]);
      const updates: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array) => updates.push(update));
      for (let i = pick(6); i >= 0; i--) doc.getMap('m').set(`k${pick(20)}`, 'x'.repeat(pick(300)));
      for (const update of updates) raw.update(update);
      await until(() => raw.saved() === updates.length);
      for (const update of updates) keep(name, update);
      raw.destroy();
    }

    async function churn(ms: number): Promise<void> {
      const end = Date.now() + ms;
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          while (Date.now() < end) await visit(`d${pick(documents)}`);
        }),
      );
    }

    await churn(minutes * 20_000);
    const early = await heap();
    await churn(minutes * 40_000);
    const late = await heap();
    await until(() => bed.engine.figures().sockets === 0);
    // some come back in the very moment their document leaves
    const back = Array.from({ length: 10 }, (_, i) => `d${i}`);
    await Promise.all(back.map((name) => pause(9_600 + pick(1_800)).then(() => visit(name))));
    const { engine } = bed;
    await until(() => engine.figures().rooms <= back.length && engine.figures().sockets === 0);
    expect(bed.engine.figures()).toMatchObject({
      sockets: 0,
      waiting: { updates: 0, bytes: 0 },
      damaged: [],
    });
    expect(late - early).toBeLessThan(24 * 1_048_576);
    await bed.close();

    const log = new SqliteDocLog(openWords(dir));
    for (const [name, updates] of saved) {
      const loaded = await log.load(name);
      expect(loaded?.damage).toBeUndefined();
      const doc = docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []));
      const snapshot = Y.snapshot(doc);
      expect(updates.filter((update) => !Y.snapshotContainsUpdate(snapshot, update))).toEqual([]);
    }
    log.close();
    rmSync(dir, { recursive: true, force: true });
  },
  60_000 + minutes * 80_000,
);

it('[S69] open lines keep nothing of the requests they came with', async () => {
  const bed = await openBed();
  await bed.raw('d');
  const [first] = bed.accepted as ReadonlySet<Socket & { server: Server }>;
  const requests: WeakRef<IncomingMessage>[] = [];
  first?.server.on('upgrade', (upgrade: IncomingMessage) => requests.push(new WeakRef(upgrade)));
  for (let i = 0; i < 20; i++) await bed.raw('d');
  expect(requests).toHaveLength(20);
  // the engine may hold the last one or two on its own stack or in a list of free parsers
  const kept = () => requests.filter((request) => request.deref() !== undefined).length;
  for (let tries = 0; kept() > 3 && tries < 50; tries++) await heap();
  expect(kept()).toBeLessThanOrEqual(3);
  expect(bed.engine.connected('d')).toBe(21);
  await bed.close();
});
