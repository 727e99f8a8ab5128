import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { message } from '#lib/wire/tags.ts';
import { openBed, pause, until, updatesOf, type Bed } from './bed.ts';
import { MemoryDocLog } from './memory-doc-log.ts';
import { took } from '#tests/fixtures/took.ts';

let bed: Bed;
beforeEach(async () => {
  bed = await openBed();
});
afterEach(() => bed.close());

const insert = (word: string) => updatesOf((doc) => doc.getText('t').insert(0, word))[0] as Uint8Array;
const rowsOf = async (name: string) => {
  const loaded = await bed.log.load(name);
  return loaded?.rows.length ?? 0;
};

describe('the server as an author', () => {
  it('[S23] its words are on the disk and with everybody, and people write on', async () => {
    const [a, b] = [bed.stock('d'), bed.stock('d', 'ken')];
    await Promise.all([a.synced(), b.synced()]);
    a.text.insert(0, '人の');
    await bed.engine.writeAs('d', 'server', (doc) =>
      doc.getText('t').insert(doc.getText('t').length, '機械の'),
    );
    await until(() => a.text.length === 5);
    await bed.engine.writeAs('d', 'server', (doc) =>
      doc.getText('t').insert(doc.getText('t').length, '続き'),
    );
    a.text.insert(0, '!');
    await until(() => b.text.length === 8);
    expect((await bed.engine.readDoc('d')).getText('t').length).toBe(8);
  });

  it('[S23] many at once come one after the other', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        bed.engine.writeAs('d', 'server', (doc) => {
          const map = doc.getMap<number>('m');
          map.set('n', (map.get('n') ?? 0) + 1);
          map.set(`k${i}`, i);
        }),
      ),
    );
    const doc = await bed.engine.readDoc('d');
    expect(doc.getMap('m').get('n')).toBe(20);
    // one clientID for the server as long as the document is loaded
    expect(Y.decodeStateVector(Y.encodeStateVector(doc)).size).toBe(1);
  });

  it('[S23] a change that throws changes nothing; one that does nothing writes nothing', async () => {
    await expect(
      bed.engine.writeAs('d', 'server', (doc) => {
        doc.getText('t').insert(0, 'x');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await bed.engine.writeAs('d', 'server', () => undefined);
    expect(await rowsOf('d')).toBe(0);
    await bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, 'y'));
    expect(await rowsOf('d')).toBe(1);
  });

  it('[S23] nobody can write under the clientID of the server', async () => {
    await bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, '裁定'));
    const raw = await bed.raw('d');
    raw.hello();
    raw.step1();
    await until(() => raw.doc().getText('t').length === 2);
    const doc = raw.doc();
    doc.clientID = [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()][0] as number;
    raw.update(updatesOf((d) => d.getText('t').insert(2, '偽'), doc)[0] as Uint8Array);
    await until(() => raw.acks().some((ack) => ack['why'] === 'owner'));
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('裁定');
  });

  it('[S24] a copy is a copy', async () => {
    await bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, 'abc'));
    const copy = await bed.engine.readDoc('d');
    copy.getText('t').insert(0, 'x');
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('abc');
    expect((await bed.engine.readDoc('never')).share.size).toBe(0);
    expect(bed.engine.connected('d')).toBe(0);
  });
});

describe('looking', () => {
  it('[S24] finds what is on the disk, whether somebody writes there or the document sleeps', async () => {
    const log = new (class extends MemoryDocLog {
      override close(): void {}
    })();
    await bed.close();
    bed = await openBed({ log });
    const text = () => bed.engine.look('d', (doc) => doc.getText('t').toString());
    await bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, '零'));
    const [hana, taro] = ['hana', 'taro'].map((person) => bed.stock('d', person));
    await hana!.synced();
    hana!.text.insert(1, '一');
    await until(() => taro!.text.length === 2);
    expect(await text()).toBe('零一');
    await bed.close();
    bed = await openBed({ log });
    expect(await text()).toBe('零一');
  });
});

describe('mirrors', () => {
  const value = {
    meeting: { state: 'in_session', currentItemId: 'a' },
    rounds: [{ id: 'r', replied: ['s1'] }],
  };
  const mapOf = async () => (await bed.engine.readDoc('meeting/1/floor')).getMap('floor').toJSON();

  it('[S25] writes only what differs, key by key', async () => {
    const raw = await bed.raw('meeting/1/floor');
    await bed.mirror('meeting/1/floor', value);
    expect(await mapOf()).toEqual(value);
    expect(await rowsOf('meeting/1/floor')).toBe(1);
    await bed.mirror('meeting/1/floor', structuredClone(value));
    expect(await rowsOf('meeting/1/floor')).toBe(1);
    const next = { meeting: { ...value.meeting, currentItemId: 'b' }, rounds: value.rounds };
    await bed.mirror('meeting/1/floor', next);
    expect(await mapOf()).toEqual(next);
    await until(() => raw.updates().length === 2);
    // the second update carries the one key that changed
    expect(Buffer.from(raw.updates()[1] as Uint8Array).includes('currentItemId')).toBe(true);
    expect(Buffer.from(raw.updates()[1] as Uint8Array).includes('replied')).toBe(false);
    await bed.mirror('meeting/1/floor', { meeting: next.meeting });
    expect(await mapOf()).toEqual({ meeting: next.meeting });
  });

  it('[S25] the last value wins, however many come at once', async () => {
    const all = Array.from({ length: 50 }, (_, n) => bed.mirror('c/x/board', { n }));
    await Promise.all(all);
    expect((await bed.engine.readDoc('c/x/board')).getMap('board').toJSON()).toEqual({ n: 49 });
    expect(await rowsOf('c/x/board')).toBeLessThan(5);
  });

  it('[S26] a restart writes nothing and ends no reader; what changed meanwhile is written at load', async () => {
    const log = new (class extends MemoryDocLog {
      override close(): void {}
    })();
    await bed.close();
    bed = await openBed({ log });
    await bed.mirror('meeting/1/floor', value);
    const reader = bed.stock('meeting/1/floor', 'reader');
    bed.world.rights = () => ({ mode: 'r', awareness: false });
    await reader.synced();
    await bed.close();
    let records: typeof value = value;
    bed = await openBed({
      log,
      world: { mirrorOf: async () => records, rights: () => ({ mode: 'r', awareness: false }) },
    });
    const back = await bed.raw('meeting/1/floor', 'reader', { query: '?epoch=1' });
    back.hello();
    back.step1(Y.encodeStateVector(reader.doc));
    await until(() => back.acks().length === 1);
    await pause(50);
    expect(await rowsOf('meeting/1/floor')).toBe(1);
    expect(back.updates()).toEqual([]);
    back.destroy();
    await until(() => bed.engine.connected('meeting/1/floor') === 0);
    records = { meeting: { state: 'closed', currentItemId: 'a' }, rounds: value.rounds };
    const later = await bed.raw('meeting/1/floor', 'reader');
    later.step1();
    await until(() => later.heard.some(({ type, kind }) => type === message.sync && kind === 1));
    expect(later.doc().getMap('floor').toJSON()).toEqual(records);
  });
});

describe('epochs', () => {
  it('[S27] freezing ends the sockets, keeps the words, and takes no more', async () => {
    const a = bed.stock('d');
    await a.synced();
    const b = await bed.raw('d');
    a.text.insert(0, '確定');
    await until(() => b.updates().length === 1);
    await bed.engine.closeEpoch('d', 'frozen');
    expect(await a.closed).toBe(4409);
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('確定');
    for (const query of ['', '?epoch=1', '?epoch=2'])
      expect(await (await bed.raw('d', 'hana', { query })).closed).toBe(4409);
    await expect(
      bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, 'x')),
    ).rejects.toMatchObject({
      code: 'doc-closed',
    });
    await bed.engine.closeEpoch('d', 'sealed');
    expect(await bed.log.load('d')).toMatchObject({ epoch: 3, state: 'sealed' });
    await bed.engine.closeEpoch('d', 'sealed');
    expect(await bed.log.load('d')).toMatchObject({ epoch: 3 });
  });

  it('[S27] what was acknowledged before the freeze is in the frozen words, what was not is not', async () => {
    const a = await bed.raw('d');
    a.hello();
    await until(() => a.acks().length === 1);
    const updates = updatesOf((doc) => {
      for (let i = 0; i < 300; i++) doc.getText('t').insert(i, 'x');
    });
    for (const update of updates) a.update(update);
    await until(() => a.saved() > 0);
    await bed.engine.closeEpoch('d', 'sealed');
    await a.closed;
    const frozen = (await bed.engine.readDoc('d')).getText('t').length;
    expect(frozen).toBeGreaterThanOrEqual(a.saved());
    await pause(50);
    expect((await bed.engine.readDoc('d')).getText('t').length).toBe(frozen);
  });

  it('[S28] begun anew: old copies are turned away, new ones find the new words', async () => {
    const [a, b] = [bed.stock('d'), await bed.raw('d')];
    await a.synced();
    a.text.insert(0, '古い');
    await until(() => b.updates().length === 1);
    await bed.engine.reseed('d', insert('新しい'));
    expect(await a.closed).toBe(4409);
    expect(await b.closed).toBe(4409);
    expect(await (await bed.raw('d', 'hana', { query: '?epoch=1' })).closed).toBe(4409);
    const hello = await bed.raw('d');
    hello.hello({ epoch: 1 });
    expect(await hello.closed).toBe(4409);
    const c = bed.stock('d');
    await c.synced();
    expect(c.text.toString()).toBe('新しい');
    c.text.insert(3, '版');
    await until(() => c.text.length === 4);
    const d = await bed.raw('d', 'hana', { query: '?epoch=2' });
    d.hello({ epoch: 2 });
    await until(() => d.acks().length === 1);
    expect(d.acks()[0]).toMatchObject({ epoch: 2 });
  });

  it('[S28] a mirror can be begun anew and goes on', async () => {
    await bed.mirror('m/1/floor', { a: 1 });
    await bed.engine.reseed('m/1/floor', insert('x'));
    await bed.mirror('m/1/floor', { a: 2 });
    expect((await bed.engine.readDoc('m/1/floor')).getMap('floor').toJSON()).toEqual({ a: 2 });
  });

  it('[S28] a mirror nobody is in is begun anew from the records, and keeps nothing of before', async () => {
    for (let a = 0; a <= 20; a++) await bed.mirror('m/1/floor', { a, old: a });
    bed.world.mirrorOf = async () => ({ a: 20 });
    const reader = await bed.raw('m/1/floor');
    expect(await bed.engine.renewMirror('m/1/floor', 8)).toBe(false);
    reader.ws.close();
    await until(() => bed.engine.connected('m/1/floor') === 0);
    expect(await bed.engine.renewMirror('m/1/floor', 500)).toBe(false);
    expect(await bed.engine.renewMirror('m/1/floor', 8)).toBe(true);
    expect(await bed.engine.renewMirror('m/1/floor', 8)).toBe(false);
    expect((await bed.engine.readDoc('m/1/floor')).getMap('floor').toJSON()).toEqual({ a: 20 });
    await bed.mirror('m/1/floor', { a: 21 });
    expect((await bed.engine.readDoc('m/1/floor')).getMap('floor').toJSON()).toEqual({ a: 21 });
  });

  it('[S14] erased: 4404 for those inside and for all who come', async () => {
    const [a, b] = [bed.stock('d'), bed.stock('d', 'taro')];
    await Promise.all([a.synced(), b.synced()]);
    a.text.insert(0, '消す');
    // whoever types while it is being erased is told first that it takes no more, and then that it is gone
    await until(() => b.text.toString() === '消す');
    await bed.engine.erase('d');
    expect(await a.closed).toBe(4404);
    expect(await (await bed.raw('d')).closed).toBe(4404);
    expect((await bed.engine.readDoc('d')).share.size).toBe(0);
  });

  it('[S27] freezing under 10 writers: nothing comes in afterwards', async () => {
    const writers = Array.from({ length: 10 }, (_, i) => bed.stock('d', `p${i}`));
    await Promise.all(writers.map((w) => w.synced()));
    const typing = setInterval(() => writers.forEach((w) => w.text.insert(0, 'x')), 2);
    await until(() => (writers[0]?.text.length ?? 0) > 200);
    await bed.engine.closeEpoch('d', 'frozen');
    const frozen = (await bed.engine.readDoc('d')).getText('t').length;
    await Promise.all(writers.map(async (w) => expect(await w.closed).toBe(4409)));
    await pause(50);
    clearInterval(typing);
    expect((await bed.engine.readDoc('d')).getText('t').length).toBe(frozen);
    expect(frozen).toBeGreaterThan(0);
  });
});

describe('stopping', () => {
  it('[S29] says 1012, flushes, and is done within 2 s', async () => {
    const a = await bed.raw('d');
    a.hello();
    await until(() => a.acks().length === 1);
    a.update(insert('最後'));
    await pause(5);
    expect(await took(() => bed.engine.close())).toBeLessThan(2_000);
    expect(await a.closed).toBe(1012);
    expect(bed.engine.health()).toMatchObject({ ok: false });
    expect(await (await bed.raw('d')).closed).toBe(503);
  });
});
