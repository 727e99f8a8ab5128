import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { LiveLine } from '#lib/client/live-line.ts';
import { openWords } from '#server/db/words.ts';
import { openBed, pause, stockClient, until, type Bed, type Stock } from '#server/sync/tests/bed.ts';
import { docOf } from '#server/sync/quiet-doc.ts';
import { SqliteDocLog } from '#server/sync/sqlite-doc-log.ts';
import { visible } from '#lib/doc/visible.ts';
import { random, seedOf } from '../fixtures/random.ts';
import { edit } from '../fixtures/random-edit.ts';
import { openRoughLine, type RoughLine } from './rough-line.ts';

/*
 * Everybody ends with the same words, whatever the lines do: stock clients and our own write at random while
 * their lines are late, cut in the middle of a frame, stalled and parted, and the server restarts.
 */

const seeds = Number(process.env['SEEDS'] ?? 3);
const seed = seedOf();

interface Client {
  readonly doc: Y.Doc;
  readonly line: RoughLine;
  settled(): boolean;
  destroy(): void | Promise<void>;
}

function stock(line: RoughLine, person: string): Client {
  const client: Stock = stockClient(line.port, 'd', person);
  return {
    doc: client.doc,
    line,
    settled: () => client.provider.synced,
    destroy: () => client.destroy(),
  };
}

function own(line: RoughLine, person: string): Client {
  class Socket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie: `person=${person}`, origin: 'http://own.example' } });
    }
  }
  const client = new LiveLine(
    {
      docName: 'd',
      userId: person,
      schema: 1,
      trusted: false,
      // compared all the time: a false alarm would end the line
      checkAfter: 20,
      url: `ws://127.0.0.1:${line.port}/sync`,
      socket: Socket as unknown as typeof globalThis.WebSocket,
    },
    () => undefined,
  );
  return {
    doc: client.doc,
    line,
    settled: () => client.view().save === 'saved',
    destroy: () => client.destroy(),
  };
}

describe('convergence', () => {
  for (let n = 0; n < seeds; n++) {
    const start = (seed + n) % 2 ** 31;
    it(`[S47] [S3] stock and own clients end alike over rough lines, partitions and restarts (seed ${start})`, async () => {
      const pick = random(start);
      const dir = mkdtempSync(path.join(tmpdir(), 'converge-'));
      const serve = () => openBed({ log: new SqliteDocLog(openWords(dir)) });
      let bed: Bed = await serve();
      const clients: Client[] = [];
      for (const [i, person] of ['hana', 'taro', 'jiro', 'hana', 'umi'].entries()) {
        const line = await openRoughLine(() => bed.port, random(start + i));
        clients.push(i < 3 ? stock(line, person) : own(line, person));
      }
      let restarts = 0;
      for (let step = 0; step < 160; step++) {
        const client = clients[pick(clients.length)] as Client;
        edit(client.doc, pick);
        if (pick(10) === 0) client.line.cut();
        if (pick(20) === 0) {
          // parted: those who can hear each other go on
          for (const { line } of clients.slice(0, 1 + pick(clients.length - 1))) line.stall();
          setTimeout(() => clients.forEach(({ line }) => line.cut()), 20 + pick(80));
        }
        if (pick(60) === 0 && restarts < 3) {
          restarts++;
          const before = bed;
          const closing = before.close();
          await closing;
          bed = await serve();
        }
        if (pick(3) === 0) await pause(pick(12));
      }
      for (const { line } of clients) {
        line.heal();
        line.cut();
      }
      const same = () => new Set(clients.map(({ doc }) => visible(doc))).size === 1;
      await until(() => clients.every((client) => client.settled()) && same());
      await pause(50);
      const words = visible((clients[0] as Client).doc);
      expect(new Set(clients.map(({ doc }) => visible(doc)))).toEqual(new Set([words]));
      expect(visible(await bed.engine.readDoc('d'))).toBe(words);
      for (const client of clients) await client.destroy();
      await bed.close();
      for (const { line } of clients) await line.close();
      const log = new SqliteDocLog(openWords(dir));
      const loaded = await log.load('d');
      expect(loaded?.damage).toBeUndefined();
      expect(
        visible(docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []))),
      ).toBe(words);
      log.close();
      rmSync(dir, { recursive: true, force: true });
    });
  }
});
