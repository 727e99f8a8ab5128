import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { message, sync } from '#lib/wire/tags.ts';
import { openBed, pause, until, updatesOf, type Bed } from './bed.ts';
import type { DocBatch, DocLog, Head } from '../doc-log.ts';
import { beforeFirst } from '../running-hash.ts';
import { MemoryDocLog } from './memory-doc-log.ts';

let bed: Bed;
afterEach(() => bed.close());

/** A disk whose commits wait until they are let go. */
class SlowLog extends MemoryDocLog {
  held: (() => void)[] = [];
  hold = false;
  fail: Error | undefined;
  appended = 0;
  override async append(batches: readonly DocBatch[]): Promise<Head[]> {
    if (this.hold) await new Promise<void>((resolve) => this.held.push(resolve));
    if (this.fail) throw this.fail;
    this.appended++;
    return super.append(batches);
  }
  letGo(): void {
    this.hold = false;
    for (const go of this.held.splice(0)) go();
  }
}

describe('stock clients', () => {
  beforeEach(async () => {
    bed = await openBed();
  });

  it('[S3] two stock y-websocket clients converge, and a third finds everything', async () => {
    const [a, b] = [bed.stock('meeting/1/agenda', 'hana'), bed.stock('meeting/1/agenda', 'taro')];
    await Promise.all([a.synced(), b.synced()]);
    for (const letter of '議事録を書く') a.text.insert(a.text.length, letter);
    b.text.insert(0, '二人で');
    await until(() => a.text.toString() === b.text.toString() && a.text.length === 9);
    const c = bed.stock('meeting/1/agenda', 'jiro');
    await c.synced();
    expect(c.text.toString()).toBe(a.text.toString());
    expect(c.text.toString()).toContain('議事録を書く');
  });

  it('[S74] a client that says synced has everything, also what came since the document was encoded', async () => {
    const first = bed.stock('d', 'hana');
    await first.synced();
    // from now on the encoding is kept, and what follows lies beside it
    const second = bed.stock('d', 'taro');
    await second.synced();
    for (let n = 1; n <= 20; n++) {
      first.text.insert(first.text.length, '字');
      await until(() => second.text.length === n);
      const next = bed.stock('d', 'jiro');
      const atOnce = new Promise<number>((resolve) =>
        next.provider.on('sync', (synced: boolean) => synced && resolve(next.text.length)),
      );
      expect(await atOnce).toBe(n);
      next.destroy();
    }
  });

  it('[S3] edits made without a line arrive when it is back, deletions too', async () => {
    const [a, b] = [bed.stock('d', 'hana'), bed.stock('d', 'taro')];
    await Promise.all([a.synced(), b.synced()]);
    a.text.insert(0, '夏祭りの件');
    await until(() => b.text.length === 5);
    a.provider.disconnect();
    a.text.delete(0, 2);
    a.text.insert(0, '秋');
    b.text.insert(5, '、予算');
    a.provider.connect();
    await until(() => b.text.toString() === '秋りの件、予算' && a.text.toString() === '秋りの件、予算');
  });

  it('[S4] words typed before the server asked for the offline ones are not lost', async () => {
    const a = bed.stock('d', 'hana');
    await a.synced();
    a.provider.disconnect();
    a.text.insert(0, '前');
    a.provider.on('status', ({ status }) => {
      if (status === 'connected') a.text.insert(1, '後');
    });
    a.provider.connect();
    const b = bed.stock('d', 'taro');
    await until(() => b.text.toString() === '前後');
    expect(a.provider.wsconnected).toBe(true);
  });

  it('[S5] stock clients never hear type 100', async () => {
    const raw = await bed.raw('d');
    raw.step1();
    raw.update(updatesOf((doc) => doc.getText('t').insert(0, 'x'))[0] as Uint8Array);
    await until(() => raw.updates().length === 1);
    await pause(50);
    expect(raw.heard.filter(({ type }) => type === message.ack)).toEqual([]);
  });
});

describe('order of truth', () => {
  it('[S6] while the commit runs nobody sees the text and nothing is called saved', async () => {
    const log = new SlowLog();
    bed = await openBed({ log });
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    a.hello();
    b.hello();
    b.step1();
    await until(() => a.acks().length === 1 && b.heard.some(({ kind }) => kind === sync.step2));
    log.hold = true;
    const [update] = updatesOf((doc) => doc.getText('t').insert(0, '決議案')) as [Uint8Array];
    a.update(update);
    await until(() => log.held.length === 1);
    const c = await bed.raw('d', 'jiro');
    c.step1();
    await pause(150);
    expect(a.saved()).toBe(0);
    expect(a.updates()).toEqual([]);
    expect(b.doc().getText('t').toString()).toBe('');
    expect(c.doc().getText('t').toString()).toBe('');
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('');
    log.letGo();
    await until(() => a.saved() === 1);
    await until(() => [a, b, c].every((socket) => socket.doc().getText('t').toString() === '決議案'));
    // the sender has its words back before they are called saved
    const kinds = a.heard.map(({ type, text }) => (text.includes('saved') ? 'saved' : type));
    expect(kinds.indexOf('saved')).toBeGreaterThan(kinds.indexOf(message.sync));
  });

  it('[S6] updates of one moment share a commit, a frame and an acknowledgement', async () => {
    const log = new SlowLog();
    bed = await openBed({ log });
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    a.hello();
    await until(() => a.acks().length === 1);
    const updates = updatesOf((doc) => {
      for (const letter of 'abcdefghij') doc.getText('t').insert(doc.getText('t').length, letter);
    });
    log.hold = true;
    a.update(updates[0] as Uint8Array);
    await until(() => log.held.length === 1);
    for (const update of updates.slice(1)) a.update(update);
    await pause(30);
    log.letGo();
    await until(() => a.saved() === 10);
    expect(log.appended).toBe(2);
    expect(b.updates()).toHaveLength(2);
    expect(a.acks().filter((ack) => 'saved' in ack)).toEqual([{ saved: 1 }, { saved: 10 }]);
    expect(b.doc().getText('t').toString()).toBe('abcdefghij');
  });

  it('[S7] what the disk refuses is seen by nobody, its sender comes back and sends it again', async () => {
    const log = new SlowLog();
    bed = await openBed({ log });
    const [a, b] = [bed.stock('d', 'hana'), bed.stock('d', 'taro')];
    await Promise.all([a.synced(), b.synced()]);
    log.fail = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    a.text.insert(0, '残す');
    expect(await a.closed).toBe(1013);
    expect(b.text.toString()).toBe('');
    expect(b.provider.wsconnected).toBe(true);
    expect(bed.engine.health()).toMatchObject({ ok: false });
    log.fail = undefined;
    await until(() => b.text.toString() === '残す');
    expect(bed.engine.health()).toEqual({ ok: true });
  });

  it('[S7] one document whose log has moved does not stop the others', async () => {
    const log = new SlowLog();
    bed = await openBed({ log });
    const [a, b] = [await bed.raw('one', 'hana'), await bed.raw('two', 'taro')];
    a.hello();
    b.hello();
    const [x, y, z] = ['x', 'y', 'z'].map((word) => updatesOf((d) => d.getText('t').insert(0, word))[0]);
    a.update(x as Uint8Array);
    await until(() => a.saved() === 1);
    const head = (await log.load('one'))?.head as Head;
    await log.append([
      {
        doc: 'one',
        epoch: 1,
        after: head,
        rows: [{ actor: 'other', at: 1, body: y as Uint8Array }],
        binds: [],
      },
    ]);
    log.hold = true;
    a.update(z as Uint8Array);
    await until(() => log.held.length === 1);
    b.update(x as Uint8Array);
    a.update(updatesOf((d) => d.getText('t').insert(0, 'w'))[0] as Uint8Array);
    log.letGo();
    await until(() => b.saved() === 1 && a.saved() === 3);
    const again = await bed.raw('one', 'hana');
    again.step1();
    await until(() => again.doc().getText('t').length === 4);
    expect(a.code).toBeUndefined();
  });

  it('[S76] where the log has moved, everybody stays and hears it, and what waited is written after it', async () => {
    const log = new MemoryDocLog();
    bed = await openBed({ log });
    const [writer, reader] = [bed.stock('d', 'hana'), bed.stock('d', 'taro')];
    await Promise.all([writer.synced(), reader.synced()]);
    writer.text.insert(0, 'a');
    await until(() => reader.text.length === 1);
    const left: number[] = [];
    for (const { provider } of [writer, reader])
      provider.on('connection-close', (event) => void left.push(event?.code ?? 0));
    await writtenBySomebodyElse(log, 'd', 'b');
    writer.text.insert(1, 'c');
    await until(() => reader.text.length === 3 && writer.text.toString() === reader.text.toString());
    expect(left).toEqual([]);
    expect(reader.text.toString()).toContain('b');
    expect((await log.load('d'))?.rows.length).toBe(3);
  });

  it('[S76] words that can not get in before others again and again are sent back, not kept for ever', async () => {
    const log = new MemoryDocLog();
    bed = await openBed({ log });
    const writer = await bed.raw('d', 'hana');
    writer.hello();
    const append = log.append.bind(log);
    let [tries, others] = [0, false];
    log.append = async (batches) => {
      if (others) return append(batches);
      tries++;
      others = true;
      await writtenBySomebodyElse(log, 'd', 'b');
      others = false;
      return append(batches);
    };
    writer.update(updatesOf((d) => d.getText('t').insert(0, 'c'))[0] as Uint8Array);
    expect(await writer.closed).toBe(1013);
    expect(tries).toBe(101);
    expect(writer.saved()).toBe(0);
  });

  it('[S76] rows that are gone since a compaction are not caught up with: the document is loaded anew', async () => {
    const log = new MemoryDocLog();
    bed = await openBed({ log });
    const [writer, reader] = [bed.stock('d', 'hana'), bed.stock('d', 'taro')];
    await Promise.all([writer.synced(), reader.synced()]);
    await writtenBySomebodyElse(log, 'd', 'b');
    await log.compact('d');
    writer.text.insert(0, 'c');
    expect(await writer.closed).toBe(1013);
    expect(await reader.closed).toBe(1013);
    await until(() => reader.text.length === 2 && writer.text.toString() === reader.text.toString());
  });

  it('[S76] the server writes its own words again where the log has moved', async () => {
    const log = new MemoryDocLog();
    bed = await openBed({ log });
    const reader = bed.stock('d');
    await reader.synced();
    for (const compact of [false, true]) {
      await writtenBySomebodyElse(log, 'd', 'b');
      if (compact) await log.compact('d');
      await bed.engine.writeAs('d', 'server', (doc) => {
        doc.getText('t').insert(0, `${doc.getText('t').length}`);
      });
    }
    await until(() => reader.text.length === 4);
    // each time it saw what had come before
    expect(reader.text.toString().replaceAll('b', '')).toBe('31');
  });
});

/** Another process appends a row. */
async function writtenBySomebodyElse(log: DocLog, doc: string, words: string): Promise<void> {
  const after = (await log.load(doc))?.head ?? { seq: 0, hash: beforeFirst };
  const [body] = updatesOf((d) => d.getText('t').insert(0, words)) as [Uint8Array];
  await log.append([{ doc, epoch: 1, after, rows: [{ actor: 'other', at: 1, body }], binds: [] }]);
}

describe('acknowledgement', () => {
  beforeEach(async () => {
    bed = await openBed();
  });

  it('[S5] hello is answered with epoch and mode; saved counts step 2 and updates', async () => {
    bed.world.rights = (person) => ({ mode: person === 'hana' ? 'rw' : 'r', awareness: false });
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'reader')];
    a.hello({ epoch: 1 });
    b.hello();
    await until(() => a.acks().length === 1 && b.acks().length === 1);
    expect(a.acks()[0]).toEqual({ hi: 1, epoch: 1, mode: 'rw' });
    expect(b.acks()[0]).toEqual({ hi: 1, epoch: 1, mode: 'r' });
    a.update(new Uint8Array([0, 0]), sync.step2);
    await until(() => a.saved() === 1);
    const updates = updatesOf((doc) => ['a', 'b'].forEach((word) => doc.getText('t').insert(0, word)));
    for (const update of updates) a.update(update);
    await until(() => a.saved() === 3);
    // sent again: known, and as saved as before
    a.update(updates[0] as Uint8Array);
    await until(() => a.saved() === 4);
    // deletions are acknowledged too
    const doc = a.doc();
    a.update(updatesOf((d) => d.getText('t').delete(0, 1), doc).at(-1) as Uint8Array);
    await until(() => a.saved() === 5);
    // a reader's echo of what is there is saved, and nothing was written
    b.update(Y.encodeStateAsUpdate(a.doc()), sync.step2);
    await until(() => b.saved() === 1);
  });

  it('[S5] readers are not asked for what the server lacks', async () => {
    bed.world.rights = () => ({ mode: 'r', awareness: false });
    const raw = await bed.raw('d');
    raw.hello();
    raw.step1();
    await until(() => raw.heard.some(({ kind }) => kind === sync.step2));
    expect(raw.heard.some(({ type, kind }) => type === message.sync && kind === sync.step1)).toBe(false);
  });

  it('[S5] a client of older shapes may read only', async () => {
    await bed.close();
    bed = await openBed({ schema: 3 });
    const raw = await bed.raw('d');
    raw.hello({ schema: 2 });
    await until(() => raw.acks().length === 1);
    expect(raw.acks()[0]).toMatchObject({ mode: 'r' });
    raw.update(updatesOf((doc) => doc.getText('t').insert(0, 'x'))[0] as Uint8Array);
    expect(await raw.closed).toBe(4403);
    expect(raw.acks()[1]).toEqual({ denied: 1, why: 'schema' });
  });

  it('[S8] a returning client with nothing new adds no row', async () => {
    const a = bed.stock('d');
    await a.synced();
    a.text.insert(0, 'abc');
    a.text.delete(1, 1);
    await until(() => a.provider.wsconnected);
    const rows = async () => (await bed.log.load('d'))?.rows.length;
    await vi.waitFor(async () => expect(await rows()).toBe(2), 10_000);
    a.provider.disconnect();
    a.provider.connect();
    await a.synced();
    await pause(50);
    expect(await rows()).toBe(2);
  });

  it('[S9] joiners get everything although nothing is encoded anew for them', async () => {
    const a = bed.stock('d');
    await a.synced();
    for (let i = 0; i < 700; i++) a.text.insert(a.text.length, String(i % 10));
    await until(() => a.provider.wsconnected);
    await pause(100);
    const b = await bed.raw('d', 'taro');
    b.step1();
    await until(() => b.doc().getText('t').length === 700);
    expect(b.doc().getText('t').toString()).toBe(a.text.toString());
    // and someone who has a part gets the rest
    const part = new Y.Doc();
    Y.applyUpdate(part, b.heard.find(({ kind }) => kind === sync.step2)?.payload as Uint8Array);
    const c = await bed.raw('d', 'jiro');
    c.step1(Y.encodeStateVector(part));
    await until(() => c.heard.some(({ kind }) => kind === sync.step2));
    for (const { type, kind, payload } of c.heard)
      if (type === message.sync && kind !== sync.step1) Y.applyUpdate(part, payload);
    expect(part.getText('t').toString()).toBe(a.text.toString());
  });
});
