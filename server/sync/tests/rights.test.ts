import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { message, sync } from '#lib/wire/tags.ts';
import { openBed, pause, until, updatesOf, type Bed } from './bed.ts';
import type { DocBatch, Head } from '../doc-log.ts';
import { MemoryDocLog } from './memory-doc-log.ts';
import type { Refused } from '../ports.ts';
import { took } from '#tests/fixtures/took.ts';

let bed: Bed;
let log: MemoryDocLog & { gate?: Promise<void> };
const rw = { mode: 'rw', awareness: true } as const;

beforeEach(async () => {
  log = new (class extends MemoryDocLog {
    gate?: Promise<void>;
    override async append(batches: readonly DocBatch[]): Promise<Head[]> {
      await this.gate;
      return super.append(batches);
    }
  })();
  bed = await openBed({ log });
});
afterEach(() => bed.close());

const insert = (word: string) => updatesOf((doc) => doc.getText('t').insert(0, word))[0] as Uint8Array;
const textOnDisk = async (name = 'd') => (await bed.engine.readDoc(name)).getText('t').toString();

describe('the door', () => {
  it('[S18] what is not our page is refused before the handshake', async () => {
    const status = async (more: object, name = 'd') => (await bed.raw(name, 'hana', more)).closed;
    expect(await status({ origin: 'http://evil.example' })).toBe(403);
    expect(await status({ origin: null })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: 'http://own.example.evil.example' })).toBe(403);
    expect(await status({ origin: 'https://own.example' })).toBe(403);
    expect(await status({ cookie: null })).toBe(401);
    expect(await status({ cookie: 'other=1' })).toBe(401);
    for (const name of ['', 'a//b', '..%2f..%2fetc', 'a%00b', 'a%0Ab', 'x'.repeat(201), '%E0%A4%A'])
      expect(await status({}, name), name).toBe(404);
    expect(await status({ query: '?epoch=1e3' })).toBe(404);
    expect(bed.engine.figures().rooms).toBe(0);
  });

  it('[S18] what a page must be able to read gets the handshake and a close code', async () => {
    bed.world.sessions.set('old', { expiresAt: 1 });
    const answers: Record<string, Refused> = {
      forbidden: { refused: 4403 },
      gone: { refused: 4404 },
      sealed: { refused: 4409 },
      ended: { refused: 4401 },
    };
    bed.world.rights = (_, name) => answers[name] ?? rw;
    expect(await (await bed.raw('d', 'old')).closed).toBe(4401);
    expect(await (await bed.raw('forbidden')).closed).toBe(4403);
    expect(await (await bed.raw('gone')).closed).toBe(4404);
    expect(await (await bed.raw('sealed')).closed).toBe(4409);
    expect(await (await bed.raw('ended')).closed).toBe(4401);
  });

  it('[S18] a stock client stops at a final code instead of knocking for ever', async () => {
    bed.world.rights = () => ({ refused: 4404 });
    const stock = bed.stock('nothing');
    expect(await stock.closed).toBe(4404);
    await pause(500);
    expect(stock.provider.shouldConnect).toBe(false);
  });

  it('[S18] sockets are counted by address and in all', async () => {
    await bed.close();
    bed = await openBed({ perAddress: 3 });
    const open = await Promise.all([1, 2, 3].map(() => bed.raw('d')));
    expect(await (await bed.raw('d')).closed).toBe(503);
    open[0]?.destroy();
    await until(() => bed.engine.figures().sockets === 2);
    const again = await bed.raw('d');
    again.hello();
    await until(() => again.acks().length === 1);
    await bed.close();
    bed = await openBed({ total: 2 });
    await Promise.all([1, 2].map(() => bed.raw('d')));
    expect(await (await bed.raw('d')).closed).toBe(503);
  });

  it('[S18] upgrades of others keep their socket', async () => {
    const { request } = await import('node:http');
    const answer = await new Promise<string>((resolve) => {
      const asked = request({
        port: bed.port,
        host: '127.0.0.1',
        path: '/hmr',
        headers: { connection: 'upgrade', upgrade: 'websocket' },
      });
      asked.on('error', () => resolve('closed'));
      asked.on('response', () => resolve('answered'));
      asked.end();
      setTimeout(() => {
        resolve('left alone');
        asked.destroy();
      }, 200);
    });
    expect(answer).toBe('left alone');
  });
});

describe('readers', () => {
  beforeEach(() => {
    bed.world.rights = (person) => (person === 'hana' ? rw : { mode: 'r', awareness: false });
  });

  for (const [name, kind] of [
    ['update', sync.update],
    ['sync step 2', sync.step2],
  ] as const) {
    it(`[S19] a reader's ${name} is refused, said to be, and seen by nobody`, async () => {
      const [a, r] = [await bed.raw('d', 'hana'), await bed.raw('d', 'reader')];
      r.hello();
      r.update(insert('改竄'), kind);
      expect(await r.closed).toBe(4403);
      expect(r.acks()).toContainEqual({ denied: 1, why: 'reader' });
      await pause(50);
      expect(a.updates()).toEqual([]);
      expect(await textOnDisk()).toBe('');
    });
  }

  it("[S19] a reader's deletion is refused too", async () => {
    const a = await bed.raw('d', 'hana');
    a.hello();
    a.update(insert('公式'));
    await until(() => a.saved() === 1);
    const r = await bed.raw('d', 'reader');
    r.step1();
    await until(() => r.doc().getText('t').length === 2);
    r.update(updatesOf((doc) => doc.getText('t').delete(0, 1), r.doc())[0] as Uint8Array);
    expect(await r.closed).toBe(4403);
    expect(await textOnDisk()).toBe('公式');
  });

  it('[S19] stock clients may read; their own writing ends the line', async () => {
    const [a, r] = [bed.stock('d', 'hana'), bed.stock('d', 'reader')];
    await Promise.all([a.synced(), r.synced()]);
    a.text.insert(0, '議事録');
    await until(() => r.text.toString() === '議事録');
    expect(r.provider.wsconnected).toBe(true);
    r.text.insert(0, 'x');
    expect(await r.closed).toBe(4403);
    expect(a.text.toString()).toBe('議事録');
  });

  it("[S20] a reader's presence is shown only where the policy says so", async () => {
    const [a, r] = [await bed.raw('d', 'hana'), await bed.raw('d', 'reader')];
    r.awareness([[5, 1, { cursor: 1 }]]);
    a.awareness([[6, 1, { cursor: 1 }]]);
    await until(() => r.heard.some(({ type, text }) => type === message.awareness && text.includes('hana')));
    expect(a.heard.some(({ text }) => text.includes('reader'))).toBe(false);
  });
});

describe('rights on every frame', () => {
  it('[S21] a right taken away counts from the very next frame', async () => {
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    a.hello();
    a.update(insert('前'));
    await until(() => a.saved() === 1 && b.updates().length === 1);
    bed.world.rights = (person) => (person === 'hana' ? { refused: 4403 } : rw);
    bed.moved('doc:d');
    a.update(insert('後'));
    expect(await a.closed).toBe(4403);
    await pause(50);
    expect(await textOnDisk()).toBe('前');
    expect(b.updates()).toHaveLength(1);
  });

  it('[S21] a right taken away while the update waits for the disk keeps it out', async () => {
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    a.hello();
    b.hello();
    await until(() => a.acks().length === 1 && b.acks().length === 1);
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    b.update(insert('先'));
    await pause(30);
    a.update(insert('待つ'));
    await pause(30);
    bed.world.rights = (person) => (person === 'hana' ? { refused: 4401 } : rw);
    bed.moved('doc:d');
    delete log.gate;
    open();
    expect(await a.closed).toBe(4401);
    await until(() => b.saved() === 1);
    await pause(50);
    expect(a.saved()).toBe(0);
    expect(await textOnDisk()).toBe('先');
  });

  it('[S77] what comes while an act fixes the words waits, and is saved only if its right outlives the act', async () => {
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    a.hello();
    b.hello();
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    a.update(insert('先'));
    await until(() => bed.engine.figures().waiting.updates === 1);
    const holding = bed.engine.hold('d');
    open();
    const letGo = await holding;
    // what was on its way is there, and was told
    expect(await textOnDisk()).toBe('先');
    await until(() => a.saved() === 1);
    a.update(insert('間'));
    b.update(insert('後'));
    await until(() => bed.engine.figures().waiting.updates === 2);
    // another document is written meanwhile
    const elsewhere = await bed.raw('other', 'hana');
    elsewhere.hello();
    elsewhere.update(insert('別'));
    await until(() => elsewhere.saved() === 1);
    expect([a.saved(), b.saved(), await textOnDisk()]).toEqual([1, 0, '先']);
    bed.world.rights = (person) => (person === 'hana' ? { refused: 4403 } : rw);
    bed.moved('doc:d');
    letGo();
    letGo();
    expect(await a.closed).toBe(4403);
    await until(() => b.saved() === 1);
    expect(a.saved()).toBe(1);
    expect(await textOnDisk()).not.toContain('間');
    expect(await textOnDisk()).toContain('後');
  });

  it('[S21] of two who wait, the one who still may is written', async () => {
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    a.hello();
    b.hello();
    await until(() => a.acks().length === 1 && b.acks().length === 1);
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    b.update(insert('一'));
    await pause(30);
    a.update(insert('二'));
    b.update(insert('三'));
    await pause(30);
    bed.world.rights = (person) => (person === 'hana' ? { mode: 'r', awareness: false } : rw);
    bed.moved('doc:d');
    open();
    delete log.gate;
    await until(() => b.saved() === 2);
    expect(await a.closed).toBe(4403);
    expect([...(await textOnDisk())].sort()).toEqual(['一', '三'].sort());
  });

  it('[S21] a right taken away closes idle sockets within a second', async () => {
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('e', 'hana')];
    bed.world.rights = (_, name) => (name === 'd' ? { refused: 4401 } : rw);
    const ms = await took(async () => {
      bed.moved('person:hana');
      expect(await a.closed).toBe(4401);
    });
    expect(ms).toBeLessThan(1_000);
    b.hello();
    await until(() => b.acks().length === 1);
  });

  it('[S21] only the sockets whose rights rest on what moved are asked', async () => {
    const names = ['d', 'e', 'f'];
    await Promise.all(names.flatMap((name) => ['hana', 'taro'].map((person) => bed.raw(name, person))));
    const askedFor = (...moved: string[]) => {
      const before = bed.world.asked;
      bed.moved(...moved);
      return bed.world.asked - before;
    };
    expect(bed.world.asked).toBe(6);
    expect(askedFor('doc:d')).toBe(2);
    await pause(0);
    expect(askedFor('doc:nobody-is-here', 'person:jiro')).toBe(0);
    await pause(0);
    expect(askedFor('doc:e', 'doc:f')).toBe(4);
    await pause(1_200);
    // nobody is asked again by time alone
    expect(bed.world.asked).toBe(12);
    bed.moved('person:hana');
    await until(() => bed.world.asked === 15);
  });

  it('[S21] what moves while rights are being asked is asked once more', async () => {
    const a = await bed.raw('d', 'hana');
    bed.world.rights = () => {
      bed.world.rights = () => ({ refused: 4403 });
      bed.moved('doc:d');
      return rw;
    };
    bed.moved('doc:d');
    expect(await a.closed).toBe(4403);
  });

  it('[S21] who is let in while rights move is asked once more', async () => {
    bed.world.rights = () => {
      bed.world.rights = () => ({ refused: 4403 });
      bed.moved('doc:d');
      return rw;
    };
    expect(await (await bed.raw('d', 'hana')).closed).toBe(4403);
  });

  it('[S21] what somebody sent who has left counts only if he still might', async () => {
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    b.hello();
    await until(() => b.acks().length === 1);
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    b.update(insert('先'));
    await pause(30);
    a.update(insert('置き土産'));
    await pause(30);
    a.destroy();
    await until(() => bed.engine.figures().sockets === 1);
    bed.world.rights = (person) => (person === 'hana' ? { refused: 4403 } : rw);
    bed.moved('person:hana');
    delete log.gate;
    open();
    await until(() => b.saved() === 1);
    b.update(insert('後'));
    await until(() => b.saved() === 2);
    expect([...(await textOnDisk())].sort()).toEqual(['先', '後'].sort());
  });

  it('[S22] a session that runs out ends the socket; one that was prolonged goes on', async () => {
    let now = 1_000;
    bed.world.now = () => now;
    bed.world.sessions.set('hana', { expiresAt: 5_000 });
    bed.world.sessions.set('taro', { expiresAt: 5_000 });
    const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
    a.hello();
    b.hello();
    await until(() => a.acks().length === 1 && b.acks().length === 1);
    bed.world.sessions.set('taro', { expiresAt: 9_000 });
    now = 6_000;
    a.update(insert('遅い'));
    b.update(insert('続く'));
    expect(await a.closed).toBe(4401);
    await until(() => b.saved() === 1);
    expect(await textOnDisk()).toBe('続く');
  });

  it('[S21] 200 rights changes under typing: nothing is accepted after any of them', async () => {
    const a = bed.stock('d', 'hana');
    await a.synced();
    let may = true;
    const late: string[] = [];
    bed.world.rights = () => (may ? rw : { refused: 4403 });
    for (let i = 0; i < 200; i++) {
      a.text.insert(a.text.length, 'x');
      if (i % 10 === 0) bed.moved('doc:d');
      if (i % 40 === 0) await pause(1);
    }
    may = false;
    bed.moved('doc:d');
    const length = (await textOnDisk()).length;
    a.text.insert(0, 'ZZZ');
    await a.closed;
    await pause(30);
    const text = await textOnDisk();
    if (text.includes('Z')) late.push(text);
    expect(late).toEqual([]);
    expect(text.length).toBeGreaterThanOrEqual(length);
  });
});
