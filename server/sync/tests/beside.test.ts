import * as decoding from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { limits } from '#lib/wire/limits.ts';
import { message } from '#lib/wire/tags.ts';
import { visible } from '#lib/doc/visible.ts';
import { random } from '#tests/fixtures/random.ts';
import { edit } from '#tests/fixtures/random-edit.ts';
import { pause, until, updatesOf, type Bed, type Raw, type Stock } from './bed.ts';
import { openPair, type Pair } from './pair.ts';
import { docOf } from '../quiet-doc.ts';

/* Two servers write into one log: what two processes on one PostgreSQL do, without either. */

let pair: Pair;
const allowed = { mode: 'rw', awareness: true } as const;
let lost: Set<string>;
beforeEach(async () => {
  lost = new Set();
  pair = await openPair({
    rights: (person) => (lost.has(person) ? { refused: 4403 } : allowed),
  });
});
afterEach(() => pair.close());

/** Words of the log itself. */
async function written(doc: string): Promise<Y.Doc> {
  const loaded = await pair.log.load(doc);
  expect(loaded?.damage).toBeUndefined();
  return docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []));
}

const textOf = async (doc: string) => (await written(doc)).getText('t').toString();
const typed = (words: string) => updatesOf((doc) => doc.getText('t').insert(0, words))[0] as Uint8Array;

async function opened(bed: Bed, doc: string, person: string): Promise<Raw> {
  const raw = await bed.raw(doc, person);
  raw.hello();
  raw.step1();
  await until(() => raw.acks().some(({ hi }) => hi === 1));
  return raw;
}

describe('words', () => {
  it('[S78] what is written by one is heard by those who are connected to the other', async () => {
    const [hana, taro] = [pair.a.stock('d', 'hana'), pair.b.stock('d', 'taro')];
    await Promise.all([hana.synced(), taro.synced()]);
    hana.text.insert(0, '寄');
    await until(() => taro.text.toString() === '寄');
    taro.text.insert(1, '合');
    await until(() => hana.text.toString() === '寄合');
    expect(await textOf('d')).toBe('寄合');
  });

  it('[S78] without any hint it is heard with the next comparison', async () => {
    pair.hints = false;
    const [hana, taro] = [pair.a.stock('d', 'hana'), pair.b.stock('d', 'taro')];
    await Promise.all([hana.synced(), taro.synced()]);
    hana.text.insert(0, '寄');
    while ((await textOf('d')) !== '寄') await pause(5);
    expect(taro.text.toString()).toBe('');
    await pair.compare();
    await until(() => taro.text.toString() === '寄');
  });

  it('[S76] what waits while somebody else writes is judged again and written: nobody is sent away', async () => {
    pair.hints = false;
    const [hana, taro] = [await opened(pair.a, 'd', 'hana'), await opened(pair.b, 'd', 'taro')];
    const codes: number[] = [];
    for (const raw of [hana, taro]) void raw.closed.then((code) => codes.push(code));
    for (let n = 1; n <= 30; n++) {
      hana.update(typed(`花${n} `));
      taro.update(typed(`太${n} `));
      await until(() => hana.saved() === n && taro.saved() === n);
    }
    expect(codes).toEqual([]);
    const words = (await textOf('d')).trim().split(' ').sort();
    const all = Array.from({ length: 30 }, (_, i) => [`太${i + 1}`, `花${i + 1}`]).flat();
    expect(words).toEqual(all.sort());
    await pair.compare();
    await until(() => hana.doc().getText('t').length === taro.doc().getText('t').length);
  });

  it('[S8] [S76] whoever sends the same on another line to another server is acknowledged, and it is there once', async () => {
    pair.hints = false;
    const update = typed('同じ');
    const first = await opened(pair.a, 'd', 'hana');
    const second = await opened(pair.b, 'd', 'hana');
    first.update(update);
    await until(() => first.saved() === 1);
    second.update(update);
    await until(() => second.saved() === 1);
    expect((await pair.log.load('d'))?.rows.length).toBe(1);
  });

  it('[S41] [S76] a clientID that somebody else was bound to meanwhile can not be used', async () => {
    pair.hints = false;
    const [mine, theirs] = ['私', '彼ら'].map((words) => {
      const doc = new Y.Doc();
      doc.clientID = 77;
      return updatesOf((d) => d.getText('t').insert(0, words), doc)[0] as Uint8Array;
    }) as [Uint8Array, Uint8Array];
    const [hana, taro] = [await opened(pair.a, 'd', 'hana'), await opened(pair.b, 'd', 'taro')];
    hana.update(mine);
    await until(() => hana.saved() === 1);
    taro.update(theirs);
    // as long as his server had not read it, it was free; now he has to come again, and hears why
    expect(await taro.closed).toBe(1013);
    expect(taro.saved()).toBe(0);
    expect(await textOf('d')).toBe('私');
  });

  it('[S78] an act looks at what anybody has written, whichever server he is connected to', async () => {
    pair.hints = false;
    const hana = await opened(pair.a, 'd', 'hana');
    await opened(pair.b, 'd', 'taro');
    hana.update(typed('今'));
    await until(() => hana.saved() === 1);
    expect(await pair.b.engine.look('d', (doc) => doc.getText('t').toString())).toBe('今');
    expect(await pair.b.engine.placeOf('d')).toEqual({ epoch: 1, seq: 1 });
  });

  it.each([11, 12, 13])(
    '[S47] [S78] everybody ends with the same words, with and without hints (seed %d)',
    async (seed) => {
      const pick = random(seed);
      const clients = [pair.a, pair.b, pair.a, pair.b].map((bed, i) => bed.stock('d', `p${i}`));
      await Promise.all(clients.map((client) => client.synced()));
      for (let step = 0; step < 120; step++) {
        edit((clients[pick(clients.length)] as Stock).doc, pick);
        if (pick(8) === 0) pair.hints = !pair.hints;
        if (pick(12) === 0) await pair.compare();
        if (pick(3) === 0) await pause(pick(6));
      }
      pair.hints = true;
      const same = () => new Set(clients.map(({ doc }) => visible(doc))).size === 1;
      await until(() => {
        void pair.compare();
        const waiting = [pair.a, pair.b].map(({ engine }) => engine.figures().waiting.updates);
        return same() && Math.max(...waiting) === 0;
      });
      expect(visible(await written('d'))).toBe(visible((clients[0] as Stock).doc));
    },
  );
});

describe('rights', () => {
  it('[S79] a server that has not heard that somebody lost his right writes nothing of him', async () => {
    pair.hints = false;
    const [hana, taro] = [await opened(pair.a, 'd', 'hana'), await opened(pair.b, 'd', 'taro')];
    lost.add('taro');
    pair.move(pair.a, { scopes: new Set(), people: new Set(['taro']) });
    taro.update(typed('もう書けない'));
    hana.update(typed('まだ書ける'));
    expect(await taro.closed).toBe(4403);
    await until(() => hana.saved() === 1);
    expect(taro.saved()).toBe(0);
    expect(await textOf('d')).toBe('まだ書ける');
  });

  it('[S79] whoever is not concerned is written all the same, by the same server', async () => {
    pair.hints = false;
    const [taro, jiro] = [await opened(pair.b, 'd', 'taro'), await opened(pair.b, 'e', 'jiro')];
    lost.add('taro');
    pair.move(pair.a, { scopes: new Set(), people: new Set(['taro']) });
    taro.update(typed('だめ'));
    jiro.update(typed('よし'));
    await until(() => jiro.saved() === 1);
    expect(await taro.closed).toBe(4403);
    expect(await pair.log.load('d')).toBeUndefined();
  });
});

describe('epochs', () => {
  it('[S80] closed or erased by one, a document is closed by the other at once, or with the next comparison', async () => {
    for (const hints of [true, false]) {
      pair.hints = hints;
      const [sealed, erased] = [`sealed-${hints}`, `erased-${hints}`];
      const inside = [await opened(pair.b, sealed, 'taro'), await opened(pair.b, erased, 'taro')];
      for (const raw of inside) raw.update(typed('言葉'));
      await until(() => inside.every((raw) => raw.saved() === 1));
      await pair.a.engine.closeEpoch(sealed, 'sealed');
      await pair.a.engine.erase(erased);
      await pair.compare();
      expect(await Promise.all(inside.map((raw) => raw.closed))).toEqual([4409, 4404]);
    }
  });

  it('[S80] both may close the same document', async () => {
    const raw = await opened(pair.b, 'd', 'taro');
    raw.update(typed('言葉'));
    await until(() => raw.saved() === 1);
    await pair.a.engine.look('d', () => undefined);
    await Promise.all([pair.a.engine.closeEpoch('d', 'sealed'), pair.b.engine.closeEpoch('d', 'sealed')]);
    expect(await pair.log.load('d')).toMatchObject({ state: 'sealed', epoch: 2 });
  });
});

describe('mirrors', () => {
  it.each([1, 2, 3, 4, 5])(
    '[S81] whoever acts last is the one whose picture stays (seed %d)',
    async (seed) => {
      const pick = random(seed);
      let records = 0;
      let reading = 0;
      const mirrorOf = async () => {
        // read at one moment, handed on at another
        const now = records;
        reading++;
        for (let wait = pick(4); wait > 0; wait--) await new Promise((resolve) => setImmediate(resolve));
        return { n: now, half: Math.floor(now / 2) };
      };
      for (const bed of [pair.a, pair.b]) bed.world.mirrorOf = mirrorOf;
      const reader = pair.a.stock('m/1/floor', 'hana');
      await reader.synced();
      const acts: Promise<void>[] = [];
      for (let n = 1; n <= 40; n++) {
        records = n % 7 === 0 ? n - 1 : n;
        pair.hints = pick(2) === 0;
        acts.push((pick(2) === 0 ? pair.a : pair.b).engine.refreshMirror('m/1/floor'));
        for (let wait = pick(3); wait > 0; wait--) await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(acts);
      expect(reading).toBeGreaterThan(0);
      const said = (await written('m/1/floor')).getMap('floor').toJSON();
      expect(said).toEqual({ n: records, half: Math.floor(records / 2) });
      await pair.compare();
      await until(() => reader.doc.getMap('floor').get('n') === records);
    },
  );

  it('[S30] [S81] what the document itself remembers is written once, whoever pays it', async () => {
    const once = (doc: Y.Doc) => {
      const done = doc.getMap('written');
      if (done.has('x')) return;
      done.set('x', 1);
      doc.getArray('items').push(['議題']);
    };
    await Promise.all(
      [0, 1, 0, 1].map((i) => (i === 0 ? pair.a : pair.b).engine.writeAs('d', 'server', once)),
    );
    expect((await written('d')).getArray('items').toJSON()).toEqual(['議題']);
  });
});

describe('presence', () => {
  const seen = (raw: Raw): Map<number, unknown> => {
    const [states, clocks] = [new Map<number, unknown>(), new Map<number, number>()];
    for (const { type, payload } of raw.heard)
      if (type === message.awareness) readStates(payload, states, clocks);
    return states;
  };

  it('[S83] whoever is connected elsewhere is shown, by his own name, until he leaves or his server is gone', async () => {
    const [hana, taro] = [await opened(pair.a, 'd', 'hana'), await opened(pair.b, 'd', 'taro')];
    taro.awareness([[5, 1, { at: 3, user: { name: '偽' } }]]);
    await until(() => seen(hana).has(5));
    expect(seen(hana).get(5)).toMatchObject({ at: 3, user: { id: 'taro', name: 'taroさん' } });
    // who comes later sees him, too
    const late = await opened(pair.a, 'd', 'jiro');
    await until(() => seen(late).has(5));
    taro.destroy();
    await until(() => seen(hana).get(5) === null);
    const again = await opened(pair.b, 'd', 'taro');
    again.awareness([[6, 1, { at: 1 }]]);
    await until(() => seen(hana).get(6) !== undefined && seen(hana).get(6) !== null);
    pair.hints = false;
    pair.a.engine.peerGone('b');
    await until(() => seen(hana).get(6) === null);
  });

  it('[S83] [S55] nobody takes the place of somebody who is connected elsewhere, and a full document stays full', async () => {
    const [hana, taro] = [await opened(pair.a, 'd', 'hana'), await opened(pair.b, 'd', 'taro')];
    taro.awareness([[5, 1, { at: 3 }]]);
    await until(() => seen(hana).has(5));
    hana.awareness([[5, 9, { at: 9 }]]);
    hana.awareness([[8, 1, { at: 8 }]]);
    await until(() => seen(hana).has(8));
    expect(seen(hana).get(5)).toMatchObject({ at: 3 });
    const many = Array.from({ length: 2 * limits.awarenessPeople }, (_, i) => ({
      client: 1_000 + i,
      clock: 1,
      person: `p${i}`,
      json: Buffer.from('{}'),
    }));
    pair.a.engine.hearPresent('flood', 'd', many);
    expect(pair.a.engine.present('d').length).toBe(1);
    await until(() => seen(hana).size >= limits.awarenessPeople);
    expect(seen(hana).size).toBe(limits.awarenessPeople);
  });

  it('[S83] who comes back by way of the other server is newer than what is still shown of him', async () => {
    const hana = await opened(pair.a, 'd', 'hana');
    const first = await opened(pair.b, 'd', 'taro');
    first.awareness([[5, 7, { at: 1 }]]);
    await until(() => seen(hana).has(5));
    // his server is gone, and nobody has noticed yet
    const back = await opened(pair.a, 'd', 'taro');
    back.awareness([[5, 7, { at: 2 }]]);
    await until(() => (seen(hana).get(5) as { at: number }).at === 2);
    pair.a.engine.peerGone('b');
    back.awareness([[5, 8, { at: 3 }]]);
    await until(() => (seen(hana).get(5) as { at: number }).at === 3);
  });
});

/** Takes the states of a message as a stock client does. */
function readStates(payload: Uint8Array, states: Map<number, unknown>, clocks: Map<number, number>): void {
  const from = decoding.createDecoder(payload);
  for (let left = decoding.readVarUint(from); left > 0; left--) {
    const [client, clock] = [decoding.readVarUint(from), decoding.readVarUint(from)];
    const state: unknown = JSON.parse(decoding.readVarString(from));
    const before = clocks.get(client) ?? -1;
    // older is passed over; the end of a state may bear its clock
    if (clock < before || (clock === before && state !== null)) continue;
    clocks.set(client, clock);
    states.set(client, state);
  }
}
