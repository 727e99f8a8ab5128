import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { differenceTo, updateSaying, type MirrorValue } from '../mirror.ts';
import { openBed, type Bed } from './bed.ts';

const json = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.integer(),
  fc.constant(null),
  fc.boolean(),
  fc.array(fc.record({ seat: fc.string({ maxLength: 4 }) }), { maxLength: 3 }),
);
const pictures = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', '票:1'), json), {
  minLength: 1,
  maxLength: 12,
});

describe('the update of a mirror', () => {
  it('[S25] says what a Y.Map would be told, to whoever has heard all before it, and nothing twice', () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: 1, max: 5 }), (values, restart) => {
        const server = new Y.Doc();
        const phone = new Y.Doc();
        let client = 7;
        values.forEach((value, i) => {
          // a server that was started again writes as another client
          if (i % restart === 0) client += 1;
          const difference = differenceTo(server, 'board', value);
          if (difference) {
            const clock = Y.getState(server.store, client);
            const update = updateSaying(server, 'board', { client, clock }, difference);
            Y.applyUpdate(server, update);
            Y.applyUpdate(phone, update);
            expect(Y.getState(server.store, client)).toBe(clock + difference.said.length);
          }
          expect(phone.getMap('board').toJSON()).toEqual(value);
          expect(differenceTo(server, 'board', value)).toBeUndefined();
        });
        expect(Y.encodeStateVector(phone)).toEqual(Y.encodeStateVector(server));
      }),
    );
  });

  it('[S25] is as long as the difference, however long the mirror and its past', () => {
    const doc = new Y.Doc();
    const value: Record<string, MirrorValue[string]> = { text: '見守り'.repeat(2_000), replied: '' };
    const say = (replied: string) => {
      const difference = differenceTo(doc, 'floor', { ...value, replied });
      if (!difference) throw new Error('nothing differs');
      const update = updateSaying(doc, 'floor', { client: 1, clock: Y.getState(doc.store, 1) }, difference);
      Y.applyUpdate(doc, update);
      return update.length;
    };
    say('o');
    for (let n = 1; n <= 300; n++) expect(say('x'.repeat(n % 25).padEnd(25, 'o'))).toBeLessThan(80);
  });
});

describe('refreshing a mirror', () => {
  const doc = 'm/1/floor';
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed();
  });
  afterEach(() => bed.close());
  const shown = async () => (await bed.engine.readDoc(doc)).getMap('floor').toJSON();

  it('[S25] each act is in a picture begun after it, one at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 8 }), async (scheduler, acts) => {
        let records = 0;
        let atWork = 0;
        bed.world.mirrorOf = async () => {
          expect(atWork++).toBe(0);
          const seen = records;
          await scheduler.schedule(Promise.resolve(), 'picture');
          atWork--;
          return { seen };
        };
        const calls = Array.from({ length: acts }, async (_, i) => {
          await scheduler.schedule(Promise.resolve(), `act ${i}`);
          const mine = ++records;
          await bed.engine.refreshMirror(doc);
          expect((await shown()).seen).toBeGreaterThanOrEqual(mine);
        });
        const all = Promise.all(calls);
        await scheduler.waitFor(all);
      }),
      { numRuns: 30 },
    );
  });

  it('[S25] a hundred acts at once are two pictures; one that fails does not stop the next', async () => {
    let drawn = 0;
    bed.world.mirrorOf = async () => {
      drawn++;
      await Promise.resolve();
      if (drawn === 1) throw new Error('the disk was slow');
      return { drawn };
    };
    const first = bed.engine.refreshMirror(doc);
    await expect(first).rejects.toThrow('the disk was slow');
    const second = bed.engine.refreshMirror(doc);
    while (drawn < 2) await Promise.resolve();
    await Promise.all([second, ...Array.from({ length: 99 }, () => bed.engine.refreshMirror(doc))]);
    expect(drawn).toBe(3);
    expect(await shown()).toEqual({ drawn: 3 });
  });

  it('[S25] a key that alone has changed is asked for alone, and nothing else is touched', async () => {
    await bed.mirror(doc, { meeting: 'open', 'replied:1': 'oo', 'replied:2': 'oo' });
    const asked: (readonly string[] | undefined)[] = [];
    bed.world.mirrorOf = async (_, only): Promise<MirrorValue> => {
      asked.push(only);
      return only ? { 'replied:1': 'xo' } : { meeting: 'closed', 'replied:1': 'xx' };
    };
    await bed.engine.refreshMirror(doc, ['replied:1']);
    expect(await shown()).toEqual({ meeting: 'open', 'replied:1': 'xo', 'replied:2': 'oo' });
    // whoever has to draw the whole draws the key with it
    await Promise.all([
      bed.engine.refreshMirror(doc, ['replied:1']),
      bed.engine.refreshMirror(doc),
      bed.engine.refreshMirror(doc, ['replied:2']),
    ]);
    expect(await shown()).toEqual({ meeting: 'closed', 'replied:1': 'xx' });
    expect(asked.filter((only) => only === undefined)).toHaveLength(1);
  });
});
