import * as fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { visible } from '#lib/doc/visible.ts';
import { isWhole } from '#lib/doc/whole.ts';
import { random, seedOf } from '#tests/fixtures/random.ts';
import { edit } from '#tests/fixtures/random-edit.ts';
import { BadMessage } from '../byte-reader.ts';
import { crafted, type CraftedStruct } from './crafted.ts';
import { docOf } from '../quiet-doc.ts';
import { Room, type Occupant } from '../room.ts';
import { scanUpdate } from '../scan-update.ts';

const person: Occupant = { personId: 'p', slot: 1, close: () => undefined, tellSaved: () => undefined };
const seed = seedOf();
const frames = Number(process.env['FRAMES'] ?? 6_000);

describe('struct rules under fire', () => {
  it(
    `[S46] whatever is taken, Yjs takes: ${frames} mutated and invented updates (seed ${seed})`,
    () => {
      const pick = random(seed);
      let room = new Room<Occupant>('d', undefined);
      let log: Uint8Array[] = [];
      let honest = new Y.Doc();
      let taken = 0;
      const counts: Record<string, number> = {};
      for (let i = 0; i < frames; i++) {
        if (i % 500 === 0) {
          room = new Room<Occupant>('d', undefined);
          log = [];
          honest = new Y.Doc();
          honest.clientID = 1_000 + i;
        }
        let made: Uint8Array | undefined;
        honest.once('update', (update: Uint8Array) => (made = update));
        // no surrogates: an invented origin may lie between their halves
        edit(honest, pick, '吉野家');
        const base = made ?? Y.encodeStateAsUpdate(honest);
        const update =
          [() => base, () => mutated(base, pick), () => invented(room, pick)][Math.min(2, pick(4))]?.() ??
          base;
        let verdict = 'bad';
        const began = process.cpuUsage();
        try {
          const judgement = room.judge(scanUpdate(update), 'p', pick(2) === 0);
          verdict = judgement.verdict;
          if (judgement.verdict === 'take') {
            taken++;
            const { scan, binds } = judgement;
            room.enqueue({ scan, binds, actor: 'p', from: person, done: () => undefined });
            if (pick(3) > 0) {
              room.takeQueue();
              for (const waiting of room.inflight) if (waiting.scan) log.push(waiting.scan.body);
              room.committed(room.head);
            }
          }
        } catch (error) {
          if (!(error instanceof BadMessage)) {
            console.error(
              `seed ${seed}, frame ${i}: ${Buffer.from(update).toString('hex')}`,
              (error as Error).stack,
            );
            throw error;
          }
        }
        counts[verdict] = (counts[verdict] ?? 0) + 1;
        const { user, system } = process.cpuUsage(began);
        expect(user + system, `frame ${i}: ${Buffer.from(update).toString('hex')}`).toBeLessThan(200_000);
        if (i % 500 === 499) {
          room.takeQueue();
          for (const waiting of room.inflight) if (waiting.scan) log.push(waiting.scan.body);
          room.committed(room.head);
          const replayed = docOf(...log);
          expect(isWhole(replayed)).toBe(true);
          // the order of what a liar wrote between what is not in order may differ, what is known may not
          for (const doc of [replayed, room.copy()]) expect(clocks(doc)).toEqual(clocks(room.doc()));
          expect(() => visible(room.doc())).not.toThrow();
        }
      }
      expect(taken).toBeGreaterThan(frames / 20);
      expect(Object.keys(counts).sort()).toEqual(expect.arrayContaining(['bad', 'gap', 'take']));
    },
    60_000 + frames * 10,
  );

  it('[S46] the scanner reads every honest update as Yjs does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (start) => {
        const pick = random(start);
        const doc = new Y.Doc();
        const other = new Y.Doc();
        for (let i = 0; i < 30; i++) edit(doc, pick);
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        for (let i = 0; i < 10; i++) edit(other, pick);
        const update = Y.encodeStateAsUpdate(other);
        const scan = scanUpdate(update);
        const theirs = Y.decodeUpdate(update);
        expect(scan.structs.length / 8).toBe(theirs.structs.length);
        const ends = new Map(scan.blocks.map(({ client, end }) => [client, end]));
        expect(ends).toEqual(Y.decodeStateVector(Y.encodeStateVector(other)));
        for (const [i, struct] of theirs.structs.entries()) {
          expect(scan.structs.slice(i * 8, i * 8 + 2)).toEqual([struct.id.clock, struct.length]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function clocks(doc: Y.Doc): Map<number, number> {
  return new Map([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b));
}

function mutated(update: Uint8Array, pick: (below: number) => number): Uint8Array {
  const out = update.slice();
  for (let n = 1 + pick(3); n > 0; n--) out[pick(out.length)] = pick(4) === 0 ? pick(256) : pick(12);
  return pick(5) === 0 ? out.slice(0, pick(out.length)) : out;
}

/** Structs that point at everything there is and a little beyond. */
function invented(room: Room<Occupant>, pick: (below: number) => number): Uint8Array {
  const clients = [...room.doc().store.clients.keys(), 1, 2, 3];
  const anyClient = () => clients[pick(clients.length)] as number;
  const anyId = () => {
    const client = anyClient();
    return [client, Math.max(0, room.planned(client) - 3 + pick(5))] as const;
  };
  const struct = (): CraftedStruct => {
    const kind = [0, 1, 4, 4, 4, 6, 7, 8, 10][pick(9)] as number;
    const where: Partial<CraftedStruct> = [
      () => ({ left: anyId() }),
      () => ({ right: anyId() }),
      () => ({ left: anyId(), right: anyId() }),
      () => ({ parent: anyId() }),
      () => ({ parent: anyId(), key: `k${pick(3)}` }),
      () => ({ parent: ['t', 'm', 'x'][pick(3)] as string }),
      () => ({ parent: ['t', 'm'][pick(2)] as string, key: `k${pick(3)}` }),
    ][pick(7)]?.() ?? { parent: 't' };
    const content: CraftedStruct['content'] | undefined = {
      6: (encoder: encoding.Encoder) => {
        encoding.writeVarString(encoder, 'bold');
        encoding.writeVarString(encoder, 'true');
      },
      7: (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, [0, 1, 2, 4, 6][pick(5)] as number),
      8: (encoder: encoding.Encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeAny(encoder, null);
      },
    }[kind as 6 | 7 | 8];
    return {
      kind,
      ...where,
      ...(content !== undefined ? { content } : kind === 4 ? { text: 'あx' } : { length: 1 + pick(3) }),
    };
  };
  const blocks = Array.from({ length: 1 + pick(2) }, () => {
    const client = anyClient();
    return {
      client,
      clock: Math.max(0, room.planned(client) - (pick(4) === 0 ? 2 : 0)),
      structs: Array.from({ length: 1 + pick(4) }, struct),
    };
  });
  const deletes = Array.from({ length: pick(3) }, () => [...anyId(), 1 + pick(3)] as const).sort(
    ([a, x], [b, y]) => a - b || x - y,
  );
  return crafted(blocks, deletes);
}
