import { afterEach, expect, it } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { message, sync } from '#lib/wire/tags.ts';
import { openBed, pause, until, updatesOf, type Bed, type Raw } from '#server/sync/tests/bed.ts';
import { crafted } from '#server/sync/tests/crafted.ts';
import { random, seedOf } from '../fixtures/random.ts';
import { edit } from '../fixtures/random-edit.ts';

/*
 * Frames no honest client would send, built from honest ones: every message type, updates bent and cut, struct
 * and delete bombs, presence of others, at the pace of a flood. The server stays, bystanders go on.
 */

const frames = Number(process.env['FRAMES'] ?? 2_500);
const seed = seedOf();

let bed: Bed;
afterEach(() => bed.close());

type Pick = (below: number) => number;

/** An update: honest, bent at a few bytes, cut off, or a bomb. */
function update(honest: Y.Doc, pick: Pick): Uint8Array {
  let made: Uint8Array | undefined;
  honest.once('update', (bytes: Uint8Array) => (made = bytes));
  edit(honest, pick, '吉野家');
  const base = made ?? Y.encodeStateAsUpdate(honest);
  switch (pick(8)) {
    case 0:
      return base;
    case 1:
      return Y.encodeStateAsUpdate(honest);
    case 2:
      return base.slice(0, pick(base.length));
    case 3: // collected structs far ahead
      return crafted([
        { client: 1 + pick(5), clock: pick(3), structs: [{ kind: 0, length: 2 ** pick(50) }] },
      ]);
    case 4: // one gap after the other
      return crafted([
        { client: 9, clock: 10 + pick(1_000), structs: [{ kind: 4, text: 'x', left: [9, 8] }] },
      ]);
    case 5: // deletions of what is not there
      return crafted(
        [],
        Array.from({ length: pick(2_000) }, (_, i) => [1, i * 3, 1] as const),
      );
    case 6: // types inside types
      return crafted([
        {
          client: 100_000 + pick(1_000_000),
          clock: 0,
          structs: Array.from({ length: 1 + pick(200) }, (_, i) => ({
            kind: 7,
            parent: i === 0 ? 't' : ([100_000, i - 1] as const),
            content: (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, pick(8)),
          })),
        },
      ]);
    default: {
      const bent = base.slice();
      for (let n = 1 + pick(4); n > 0 && bent.length > 0; n--) bent[pick(bent.length)] = pick(256);
      return bent;
    }
  }
}

function frame(honest: Y.Doc, pick: Pick): Uint8Array {
  const encoder = encoding.createEncoder();
  const say = (...numbers: number[]) => numbers.forEach((n) => encoding.writeVarUint(encoder, n));
  switch (pick(10)) {
    case 0:
      say(message.sync, sync.step1);
      encoding.writeVarUint8Array(encoder, new Uint8Array([1, pick(128), pick(128)]));
      break;
    case 1:
    case 2:
    case 3:
      say(message.sync, sync.step2);
      encoding.writeVarUint8Array(encoder, update(honest, pick));
      break;
    case 4:
    case 5:
    case 6:
      say(message.sync, sync.update);
      encoding.writeVarUint8Array(encoder, update(honest, pick));
      break;
    case 7: {
      const inner = encoding.createEncoder();
      encoding.writeVarUint(inner, 1 + pick(50));
      for (let n = pick(60); n > 0; n--) {
        encoding.writeVarUint(inner, pick(300));
        encoding.writeVarUint(inner, pick(2 ** 31));
        encoding.writeVarString(
          inner,
          ['null', '{}', '{"__proto__":1}', '[', `{"a":"${'x'.repeat(pick(3_000))}"}`][pick(5)] as string,
        );
      }
      say(message.awareness);
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
      break;
    }
    case 8:
      say(message.ack);
      encoding.writeVarString(
        encoder,
        ['{"hello":1,"schema":1}', '{"hello":1,"schema":1,"epoch":7}', '{"saved":1e99}', '['.repeat(400)][
          pick(4)
        ] as string,
      );
      break;
    default:
      say([message.auth, message.queryAwareness, 42, 2 ** 40][pick(4)] as number, pick(1_000));
  }
  const whole = encoding.toUint8Array(encoder);
  return pick(6) === 0 ? whole.slice(0, pick(whole.length + 1)) : whole;
}

it(
  `[S46] [S50] [S51] ${frames} frames of every kind over sockets: the server stays, bystanders are served (seed ${seed})`,
  async () => {
    const pick = random(seed);
    bed = await openBed({ ratePerSecond: 5_000 });
    const bystander = await bed.raw('d', 'taro');
    bystander.hello();
    await until(() => bystander.acks().length === 1);
    let longest = 0;
    let wrote = 0;
    let attackers: Raw[] = [];
    let honest = new Y.Doc();
    const well = new Y.Doc();
    for (let sent = 0; sent < frames;) {
      attackers = attackers.filter(({ ws }) => ws.readyState === ws.OPEN);
      while (attackers.length < 4) attackers.push(await bed.raw(pick(4) === 0 ? 'e' : 'd', `eve${pick(3)}`));
      if (pick(40) === 0) honest = new Y.Doc();
      for (const attacker of attackers) {
        for (let n = 1 + pick(8); n > 0 && sent < frames; n--, sent++) attacker.ws.send(frame(honest, pick));
      }
      if (pick(12) === 0) {
        const began = performance.now();
        bystander.update(updatesOf((doc) => doc.getMap('well').set('k', wrote), well)[0] as Uint8Array);
        wrote++;
        await until(() => bystander.saved() === wrote);
        longest = Math.max(longest, performance.now() - began);
      } else await pause(0);
    }
    expect(wrote).toBeGreaterThan(0);
    expect(bystander.code).toBeUndefined();
    expect(bed.world.said.filter(({ level }) => level === 'error')).toEqual([]);
    expect(bed.world.said.filter(({ msg }) => msg === 'a frame failed')).toEqual([]);
    await bed.engine.readDoc('e');
    const copy = await bed.engine.readDoc('d');
    expect(copy.getMap('well').get('k')).toBe(wrote - 1);
    expect(bed.engine.figures().damaged).toEqual([]);
    process.stdout.write(`${frames} frames: longest wait of a bystander ${longest.toFixed(0)} ms\n`);
  },
  60_000 + frames * 10,
);
