import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { message, sync } from '#lib/wire/tags.ts';
import { openBed, pause, until, updatesOf, type Bed } from './bed.ts';
import type { DocBatch, Head, LoadedDoc } from '../doc-log.ts';
import { MemoryDocLog } from './memory-doc-log.ts';

/* Many of everything: what is bounded stays bounded, and the others notice nothing (safety B3–B7, B33–B39). */

let bed: Bed;
afterEach(() => bed.close());

class SlowLog extends MemoryDocLog {
  gate: Promise<void> | undefined;
  loads = 0;
  loadTakes = 0;
  broken = false;
  override async append(batches: readonly DocBatch[]): Promise<Head[]> {
    await this.gate;
    return super.append(batches);
  }
  override async load(doc: string): Promise<LoadedDoc | undefined> {
    this.loads++;
    if (this.loadTakes > 0) await pause(this.loadTakes);
    if (this.broken) throw new Error('the disk can not be read');
    return super.load(doc);
  }
}
const insert = (word: string) => updatesOf((doc) => doc.getText('t').insert(0, word))[0] as Uint8Array;

describe('a slow disk', () => {
  for (const [name, count, size] of [
    ['many small updates', 2_500, 1],
    ['large updates', 5, 700_000],
  ] as const) {
    it(`[S66] ${name}: what waits is bounded, nothing is lost, everything is written when the disk is back`, async () => {
      const log = new SlowLog();
      bed = await openBed({ log, ratePerSecond: 1_000_000 });
      let open = () => {};
      log.gate = new Promise((resolve) => (open = resolve));
      const writers = await Promise.all(['hana', 'taro', 'jiro'].map((person) => bed.raw('d', person)));
      const updates = writers.map(() =>
        updatesOf((doc) => {
          for (let i = 0; i < count; i++) doc.getMap('m').set(`${doc.clientID}-${i % 9}`, 'x'.repeat(size));
        }),
      );
      for (const [i, writer] of writers.entries()) {
        writer.hello();
        for (const update of updates[i] as Uint8Array[]) writer.update(update);
      }
      await until(() => {
        const { waiting } = bed.engine.figures();
        return waiting.updates >= 4_096 || waiting.bytes >= 8 * 1_048_576;
      });
      await pause(300);
      const { waiting } = bed.engine.figures();
      expect(waiting.updates).toBeLessThanOrEqual(4_096);
      expect(waiting.bytes).toBeLessThan(9 * 1_048_576);
      // others are kept waiting, not out
      const other = await bed.raw('e', 'umi');
      other.hello();
      open();
      log.gate = undefined;
      if (size === 1) {
        await until(() => writers.every((writer) => writer.saved() === count));
        expect((await bed.engine.readDoc('d')).getMap('m').size).toBe(27);
      } else await until(() => bed.engine.figures().waiting.updates === 0);
      other.update(insert('元気'));
      await until(() => other.saved() === 1);
      expect(bed.engine.figures().waiting).toEqual({ updates: 0, bytes: 0 });
    });
  }
});

describe('the first to come', () => {
  it('[S68] 50 at once: one load, and everybody gets everything', async () => {
    const log = new SlowLog();
    bed = await openBed({ log });
    const before = await bed.raw('d');
    before.hello();
    before.update(insert('もうある'));
    await until(() => before.saved() === 1);
    await bed.engine.reseed('d', before.updates()[0] as Uint8Array);
    log.loads = 0;
    log.loadTakes = 300;
    const crowd = await Promise.all(Array.from({ length: 50 }, (_, i) => bed.raw('d', `p${i}`)));
    for (const raw of crowd) raw.step1();
    await until(() => crowd.every((raw) => raw.doc().getText('t').toString() === 'もうある'));
    expect(log.loads).toBe(1);
  });

  it('[S68] a load that fails closes 4500, writes nothing, and the next one is well', async () => {
    const log = new SlowLog();
    bed = await openBed({ log });
    log.broken = true;
    const raw = await bed.raw('d');
    expect(await raw.closed).toBe(4500);
    await expect(
      bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, 'x')),
    ).rejects.toThrow();
    log.broken = false;
    expect(await log.load('d')).toBeUndefined();
    const again = await bed.raw('d');
    again.hello();
    again.update(insert('元気'));
    await until(() => again.saved() === 1);
  });

  it('[S68] frames sent before anybody knows whose they are wait in the kernel', async () => {
    bed = await openBed();
    let known = () => {};
    const who = new Promise<void>((resolve) => (known = resolve));
    bed.world.mirrorOf = async () => void (await who);
    const socket = connect(bed.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(
      'GET /sync/d HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: person=eve\r\nOrigin: http://own.example\r\n\r\n',
    );
    // unknown messages of 1,000 bytes, 20 MB of them
    const frame = Buffer.alloc(1_008);
    frame.set([0x82, 0xfe, 0x03, 0xe8, 0, 0, 0, 0, 42]);
    socket.write(Buffer.concat(Array.from({ length: 20_000 }, () => frame)));
    await pause(300);
    const [server] = [...bed.accepted];
    expect(server?.bytesRead).toBeLessThan(400_000);
    known();
    // and once it is known, the flood ends as every flood
    await new Promise((resolve) => socket.once('close', resolve));
    const other = await bed.raw('d');
    other.hello();
    other.update(insert('元気'));
    await until(() => other.saved() === 1);
  });
});

describe('messages', () => {
  it('[S52] what only the server may say is passed over', async () => {
    bed = await openBed();
    const [raw, other] = [await bed.raw('d', 'eve'), await bed.raw('d', 'taro')];
    other.hello();
    raw.hello();
    for (const said of [{ hi: 1, epoch: 9, mode: 'rw' }, { saved: 99 }, { denied: 1, why: 'reader' }]) {
      const json = Buffer.from(JSON.stringify(said));
      raw.ws.send(Buffer.from([message.ack, json.length, ...json]));
    }
    raw.ws.send(new Uint8Array([message.auth, 0, 1, 120]));
    raw.update(insert('x'));
    await until(() => raw.saved() === 1);
    await pause(50);
    expect(other.acks()).toEqual([{ hi: 1, epoch: 1, mode: 'rw' }]);
    expect(other.heard.some(({ type }) => type === message.auth)).toBe(false);
    expect(raw.code).toBeUndefined();
  });

  it('[S67] four bytes that ask for the whole document get it a few times, not hundreds of times', async () => {
    bed = await openBed({ ratePerSecond: 30 });
    const writer = await bed.raw('d', 'hana');
    writer.hello();
    writer.update(insert('長い文書'.repeat(60_000)));
    await until(() => writer.saved() === 1);
    const greedy = await bed.raw('d', 'eve');
    for (let i = 0; i < 200; i++) greedy.step1();
    await pause(1_500);
    expect(greedy.heard.filter(({ kind }) => kind === sync.step2).length).toBeLessThan(10);
    const other = await bed.raw('d', 'taro');
    other.step1();
    await until(() => other.doc().getText('t').length === 240_000);
  });
});

describe('readers who do not read', () => {
  it('[S58] 50 stalled readers hold a bounded part of 10 MB each; who reads gets all of it', async () => {
    bed = await openBed({ ratePerSecond: 10_000 });
    const writer = await bed.raw('d', 'hana');
    writer.hello();
    await until(() => writer.acks().length === 1);
    const mine = new Set(bed.accepted);
    const stalled = await Promise.all(Array.from({ length: 50 }, (_, i) => bed.raw('d', `p${i}`)));
    const held = [...bed.accepted].filter((socket) => !mine.has(socket));
    expect(held).toHaveLength(50);
    for (const raw of stalled) raw.ws.pause();
    const reader = await bed.raw('d', 'taro');
    const updates = updatesOf((doc) => {
      for (let i = 0; i < 100; i++) {
        doc.getMap('m').set('k', 'x'.repeat(100_000) + i);
      }
    });
    for (const [i, update] of updates.entries()) {
      writer.update(update);
      await until(() => writer.saved() === i + 1);
    }
    await until(() => reader.doc().getMap('m').get('k')?.toString().endsWith('x99') ?? false);
    const unread = held.map((socket) => socket.writableLength);
    expect(Math.max(...unread)).toBeLessThan(1_048_576 + 300_000);
    // one of them wakes up and gets what it lacks
    stalled[7]?.ws.resume();
    await until(() => stalled[7]?.doc().getMap('m').get('k')?.toString().endsWith('x99') ?? false);
  });
});
