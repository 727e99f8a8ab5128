import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { message, sync } from '#lib/wire/tags.ts';
import { openBed, pause, until, updatesOf, type Bed, type Raw } from './bed.ts';
import { crafted, text } from './crafted.ts';
import { took } from '#tests/fixtures/took.ts';

let bed: Bed;
let bystander: Raw;
let neighbour: Raw;
const insert = (word: string) => updatesOf((doc) => doc.getText('t').insert(0, word))[0] as Uint8Array;

async function start(options: Parameters<typeof openBed>[0] = {}): Promise<void> {
  bed = await openBed(options);
  [bystander, neighbour] = [await bed.raw('d', 'taro'), await bed.raw('e', 'jiro')];
  bystander.hello();
  neighbour.hello();
  await until(() => bystander.acks().length === 1 && neighbour.acks().length === 1);
}

/** Others still write and are still acknowledged. */
async function othersAreWell(): Promise<void> {
  for (const other of [bystander, neighbour]) {
    const before = other.saved();
    other.update(insert('元気'));
    await until(() => other.saved() === before + 1);
  }
}

beforeEach(() => start());
afterEach(() => bed.close());

describe('frames', () => {
  /** Bytes below the protocol: what a browser could never send. */
  const wire = async (bytes: Uint8Array): Promise<void> => {
    const socket = connect(bed.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'GET /sync/d HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: person=eve\r\nOrigin: http://own.example\r\n\r\n',
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(bytes);
    await pause(30);
    socket.destroy();
  };

  it('[S50] broken WebSocket frames end one socket and nothing else', async () => {
    const frames: Record<string, number[]> = {
      rsv1: [0xc2, 0x80, 0, 0, 0, 0],
      rsv2: [0xa2, 0x80, 0, 0, 0, 0],
      rsv3: [0x92, 0x80, 0, 0, 0, 0],
      unmasked: [0x82, 0x01, 0x00],
      'reserved opcode': [0x83, 0x80, 0, 0, 0, 0],
      'length of 2^40': [0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4],
      'length of 2^63': [0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4],
      'bad UTF-8': [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe],
      'continuation of nothing': [0x80, 0x80, 0, 0, 0, 0],
      'long ping': [0x89, 0xfe, 0x00, 0xff, 0, 0, 0, 0],
      'bad close': [0x88, 0x81, 0, 0, 0, 0, 0x01],
    };
    for (const bytes of Object.values(frames)) await wire(new Uint8Array(bytes));
    await othersAreWell();
    await until(() => bed.engine.figures().sockets === 2);
  });

  it('[S50] a storm of fragments ends', async () => {
    const one = [0x02, 0x80, 0, 0, 0, 0];
    const next = [0x00, 0x80, 0, 0, 0, 0];
    await wire(new Uint8Array([...one, ...Array.from({ length: 5_000 }, () => next).flat()]));
    await until(() => bed.engine.figures().sockets === 2);
    await othersAreWell();
  });

  it('[S51] the first bad message is passed over, the second ends the line with 4400', async () => {
    const bad: (string | Uint8Array)[] = [
      'text',
      new Uint8Array(),
      new Uint8Array([0]),
      new Uint8Array([0, 9, 1, 0]),
      new Uint8Array([0, 2, 200]),
      new Uint8Array([0, 2, 2, 0, 0, 0]),
      new Uint8Array([1, 5, 1]),
      new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 255, 255]),
    ];
    for (const frame of bad) {
      const raw = await bed.raw('d', 'eve');
      raw.hello();
      raw.ws.send(frame);
      raw.update(insert('x'));
      await until(() => raw.acks().length > 0);
      await pause(10);
      expect(raw.code, String(frame)).toBeUndefined();
      raw.ws.send(frame);
      expect(await raw.closed, String(frame)).toBe(4400);
    }
    await othersAreWell();
  });

  it('[S51] an update that was not taken is named, and saved never passes it', async () => {
    const raw = await bed.raw('d', 'eve');
    raw.hello();
    const [a, b] = updatesOf((doc) => ['a', 'b'].forEach((word) => doc.getText('t').insert(0, word)));
    raw.update(a as Uint8Array);
    raw.update(crafted([{ client: 1, clock: 0, structs: [{ kind: 0, length: 2 ** 40 }] }]));
    raw.update(b as Uint8Array);
    await until(() => bystander.doc().getText('t').toString() === 'ba');
    await until(() => raw.acks().some((ack) => ack['denied'] === 2));
    await pause(30);
    expect(raw.saved()).toBe(1);
  });

  it('[S52] a frame over 1 MiB is 1009', async () => {
    const raw = await bed.raw('d', 'eve');
    raw.ws.send(new Uint8Array(1_048_577));
    expect(await raw.closed).toBe(1009);
    await othersAreWell();
  });

  it('[S52] unknown message types are passed over, more than 20 a minute are not', async () => {
    const raw = await bed.raw('d', 'eve');
    for (let i = 0; i < 20; i++) raw.ws.send(new Uint8Array([42, 1, 2, 3]));
    raw.hello();
    await until(() => raw.acks().length === 1);
    raw.ws.send(new Uint8Array([42]));
    expect(await raw.closed).toBe(4400);
  });

  it('[S52] compression is not negotiated', async () => {
    const ws = new WebSocket(`ws://127.0.0.1:${bed.port}/sync/d`, {
      perMessageDeflate: true,
      headers: { cookie: 'person=eve', origin: 'http://own.example' },
    });
    await new Promise((resolve) => ws.once('open', resolve));
    expect(ws.extensions).toBe('');
    ws.terminate();
  });
});

describe('people', () => {
  it("[S53] burning another's clientID changes nothing for him", async () => {
    const victim = await bed.raw('d', 'victim');
    victim.hello();
    const updates = updatesOf((doc) => {
      doc.clientID = 4242;
      for (const letter of '議事録') doc.getText('t').insert(doc.getText('t').length, letter);
    });
    victim.awareness([[4242, 1, {}]]);
    await until(() => bystander.heard.some(({ text: said }) => said.includes('victim')));
    const eve = await bed.raw('d', 'eve');
    eve.hello();
    eve.update(crafted([{ client: 4242, clock: 0, structs: [{ kind: 0, length: 900_000 }] }]));
    await until(() => eve.acks().some((ack) => ack['why'] === 'owner'));
    eve.update(crafted([{ client: 4242, clock: 0, structs: [text('x'.repeat(50))] }]), sync.step2);
    expect(await eve.closed).toBe(4400);
    for (const update of updates) victim.update(update);
    await until(() => victim.saved() === 3);
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('議事録');
  });

  it('[S54] a pile of updates with gaps is not kept', async () => {
    const eve = await bed.raw('d', 'eve');
    eve.hello();
    for (let i = 0; i < 600; i++)
      eve.update(
        crafted([{ client: 7, clock: 10 + i * 2, structs: [text('x'.repeat(1_000), [7, 9 + i * 2])] }]),
      );
    expect(await eve.closed).toBe(4400);
    expect((await bed.log.load('d'))?.rows.length ?? 0).toBe(0);
    await othersAreWell();
  });

  it('[S55] presence can not be forged: name, colour, clientID, clock', async () => {
    const [a, eve] = [await bed.raw('d', 'hana'), await bed.raw('d', 'eve')];
    a.awareness([[100, 1, { user: { name: '会長', color: 9, id: 'x' }, cursor: { at: 3 } }]]);
    const states = (raw: Raw) =>
      raw.heard.filter(({ type }) => type === message.awareness).map(({ text: said }) => said);
    await until(() => states(bystander).some((said) => said.includes('"at":3')));
    expect(states(bystander).join()).toContain('"name":"hanaさん"');
    expect(states(bystander).join()).not.toContain('会長');
    // eve speaks for hana, with a clock that would lock her out
    eve.awareness([
      [101, 1, { mine: true }],
      [100, 2 ** 30, null],
      [100, 2 ** 30, { hijacked: true }],
    ]);
    await until(() => states(bystander).some((said) => said.includes('mine')));
    a.awareness([[100, 2, { cursor: { at: 4 } }]]);
    await until(() => states(bystander).some((said) => said.includes('"at":4')));
    expect(states(bystander).join()).not.toContain('hijacked');
    // a second clientID on the same socket is nobody
    eve.awareness([[102, 1, { second: true }]]);
    await pause(150);
    expect(states(bystander).join()).not.toContain('second');
    // leaving takes the state away
    eve.destroy();
    await until(() => states(bystander).at(-1)?.includes('null') ?? false);
  });

  it('[S55] awareness floods and large states stay small', async () => {
    const eve = await bed.raw('d', 'eve');
    const many = Array.from({ length: 5_000 }, (_, i) => [1_000 + i, 1, { i }] as const);
    eve.awareness(many);
    await until(() => bystander.heard.some(({ text: said }) => said.includes('"i":0')));
    const newcomer = await bed.raw('d', 'new');
    await until(() => newcomer.heard.some(({ type }) => type === message.awareness));
    expect(newcomer.heard.filter(({ text: said }) => said.includes('"i":')).length).toBe(1);
    expect(newcomer.heard.find(({ text: said }) => said.includes('"i":'))?.payload.length).toBeLessThan(200);
    eve.awareness([[1_000, 2, { big: 'x'.repeat(2_000) }]]);
    eve.awareness([[1_000, 3, `{"__proto__":{"admin":true}}`]]);
    expect(await eve.closed).toBe(4400);
  });

  it('[S55] a room of 30 moving cursors sends a few frames a second, not hundreds', async () => {
    const room = await Promise.all(Array.from({ length: 30 }, (_, i) => bed.raw('d', `p${i}`)));
    const before = bystander.heard.length;
    const began = performance.now();
    for (let step = 1; step <= 20; step++) {
      room.forEach((raw, i) => raw.awareness([[500 + i, step, { cursor: step }]]));
      await pause(25);
    }
    await until(() => bystander.heard.at(-1)?.text.includes('"cursor":20') ?? false);
    // 600 states, told at each tick of 100 ms, on a slow machine over a longer time
    const ticks = (performance.now() - began) / 100;
    expect(bystander.heard.length - before).toBeLessThan(ticks + 6);
  });
});

describe('load', () => {
  it('[S72] presence over the rate is shown five times a second, and its last state always', async () => {
    const quick = await bed.raw('d', 'quick');
    const shown = () =>
      bystander.heard.filter(({ type, text: said }) => type === message.awareness && said.includes('"at":'));
    const began = performance.now();
    for (let step = 1; step <= 100; step++) {
      quick.awareness([[900, step, { at: step }]]);
      // echoes of others cost nothing
      quick.awareness([[901, step, { of: 'another' }]]);
      await pause(10);
    }
    await until(() => shown().at(-1)?.text.includes('"at":100,') ?? false);
    // five at once, and one each 200 ms, however long the hundred took
    expect(shown().length).toBeLessThanOrEqual(6 + (performance.now() - began) / 200);
    expect(shown().length).toBeLessThan(60);
    // leaving and coming back is no way around it
    const before = bystander.heard.length;
    const again = performance.now();
    for (let step = 101; step <= 161; step += 2) {
      quick.awareness([[900, step, null]]);
      quick.awareness([[900, step + 1, { at: step }]]);
      await pause(10);
    }
    expect(bystander.heard.length - before).toBeLessThanOrEqual(3 + (performance.now() - again) / 200);
    await until(() => shown().at(-1)?.text.includes('"at":161,') ?? false);
    // who closes while something is held back is gone
    for (let step = 200; step < 210; step++) quick.awareness([[900, step, { at: step }]]);
    quick.destroy();
    await until(() => bystander.heard.at(-1)?.text.includes('null') ?? false);
    await pause(500);
    expect(bystander.heard.at(-1)?.text).toContain('null');
  });

  it('[S73] a document takes so much a minute; who floods it is closed, the others go on typing', async () => {
    await bed.close();
    await start({ documentPerMinute: 400_000 });
    const [flood, typist] = [await bed.raw('d', 'flood'), await bed.raw('d', 'typist')];
    for (const raw of [flood, typist]) raw.hello();
    const updates = updatesOf((doc) => {
      for (let i = 0; i < 60; i++) doc.getMap('m').set(String(i), 'x'.repeat(20_000));
    });
    const began = performance.now();
    /** How many more of its updates have fitted into the document's minute since. */
    const more = () => ((performance.now() - began) / 60_000) * 20;
    for (const update of updates) flood.update(update);
    const words = updatesOf((doc) => {
      for (let i = 0; i < 20; i++) doc.getText('t').insert(i, '字');
    });
    for (const [i, word] of words.entries()) {
      typist.update(word);
      expect(await took(() => until(() => typist.saved() === i + 1))).toBeLessThan(300);
      await pause(20);
    }
    // the document's minute, a share, and one that began within it
    expect(flood.saved()).toBeLessThanOrEqual(23 + more());
    await othersAreWell();
    expect(await flood.closed).toBe(1013);
    // coming back brings no new share
    const again = await bed.raw('d', 'flood');
    again.hello();
    for (const update of updates.slice(flood.saved(), flood.saved() + 5)) again.update(update);
    await pause(500);
    expect(again.saved()).toBeLessThanOrEqual(1 + more());
  });

  it('[S56] over the rate a socket is read slower, nothing is lost, and others notice nothing', async () => {
    await bed.close();
    await start({ ratePerSecond: 30 });
    const eager = await bed.raw('d', 'eager');
    eager.hello();
    const updates = updatesOf((doc) => {
      for (let i = 0; i < 160; i++) doc.getText('t').insert(i, 'x');
    });
    const began = performance.now();
    for (const update of updates) eager.update(update);
    await until(() => eager.saved() >= 118);
    // four seconds' worth at once, then thirty a second
    expect(eager.saved()).toBeLessThan(125 + ((performance.now() - began) / 1_000) * 30);
    await othersAreWell();
    await until(() => eager.saved() === 160);
  });

  it('[S56] who does not let up for 5 s is closed 1013', async () => {
    await bed.close();
    await start({ ratePerSecond: 10 });
    const flood = await bed.raw('d', 'flood');
    const timer = setInterval(() => {
      for (let i = 0; i < 20; i++) flood.ws.send(new Uint8Array([0, 0, 1, 0]));
    }, 20);
    const began = Date.now();
    const ms = await took(async () => expect(await flood.closed).toBe(1013));
    clearInterval(timer);
    expect(Date.now() - began).toBeGreaterThan(4_500);
    expect(ms).toBeLessThan(7_500);
    await othersAreWell();
  });

  it('[S57] a full document takes no more and stays readable', async () => {
    const big = await bed.raw('d', 'big');
    big.hello();
    const chunk = 'あ'.repeat(330_000);
    let sent = 0;
    const updates = updatesOf((doc) => {
      for (let i = 0; i < 9; i++) doc.getText('t').insert(0, chunk);
    });
    for (const update of updates) {
      big.update(update);
      sent++;
      await until(() => big.saved() === sent || big.code !== undefined);
    }
    expect(await big.closed).toBe(4413);
    expect(big.acks()).toContainEqual({ denied: 9, why: 'doc-full' });
    const reader = await bed.raw('d', 'reader');
    reader.step1();
    await until(() => reader.doc().getText('t').length === 8 * 330_000);
    expect(bed.world.said.some(({ msg }) => msg.includes('large'))).toBe(true);
  });

  it('[S58] who does not read gets no more until he does, and then everything', async () => {
    const lazy = await bed.raw('d', 'lazy');
    lazy.step1();
    const writer = await bed.raw('d', 'writer');
    writer.hello();
    await until(() => lazy.heard.some(({ kind }) => kind === sync.step2));
    lazy.ws.pause();
    const chunk = 'x'.repeat(200_000);
    const updates = updatesOf((doc) => {
      for (let i = 0; i < 30; i++) {
        doc.getText('t').insert(0, chunk);
        doc.getText('t').delete(0, 199_000);
      }
      doc.getText('t').insert(0, '終');
    });
    let sent = 0;
    for (const update of updates) {
      writer.update(update);
      sent++;
      await until(() => writer.saved() === sent);
    }
    await othersAreWell();
    const whole = (await bed.engine.readDoc('d')).getText('t').toString();
    lazy.ws.resume();
    await until(() => lazy.doc().getText('t').toString() === whole);
    // it did not get every frame
    expect(lazy.updates().length).toBeLessThan(updates.length);
  });
});
