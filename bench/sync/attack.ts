import * as encoding from 'lib0/encoding';
import { crafted, type CraftedStruct } from '#server/sync/tests/crafted.ts';
import { paragraph, typed, updateMessage } from './word.ts';

/*
 * What somebody sends who wants the server to fall, or others to wait: by structure, because random bytes are turned
 * away at the first of them.
 */

/** Messages of the protocol, or bytes that are no frame at all. */
export interface Attack {
  readonly messages?: readonly Uint8Array[];
  readonly bytes?: Uint8Array;
}

type Random = () => number;

const below = (random: Random, n: number) => Math.floor(random() * n);

/** The next attack by `client`. */
export function attack(random: Random, client: number): Attack {
  const make = attacks[below(random, attacks.length)] as (typeof attacks)[number];
  return make(random, client);
}

const attacks: readonly ((random: Random, client: number) => Attack)[] = [
  noise,
  mutated,
  gone,
  gaps,
  crissCross,
  deletions,
  nested,
  prototypes,
  presence,
  questions,
  brokenFrames,
];

function noise(random: Random): Attack {
  return { messages: [Uint8Array.from({ length: 1 + below(random, 200) }, () => below(random, 256))] };
}

/** An honest word with a byte changed, or cut short. */
function mutated(random: Random, client: number): Attack {
  const word = updateMessage(typed(client, 1 + below(random, 50), 'mutant'));
  if (random() < 0.3) return { messages: [word.subarray(0, below(random, word.length))] };
  word[below(random, word.length)] = below(random, 256);
  return { messages: [updateMessage(paragraph(client)), word] };
}

/** Says that 2^40 characters of someone else were there and are gone. */
function gone(random: Random, client: number): Attack {
  return update(
    crafted([{ client: client + below(random, 3), clock: 0, structs: [{ kind: 0, length: 2 ** 40 }] }]),
  );
}

/** Waits for something that will never come. */
function gaps(random: Random, client: number): Attack {
  const clock = 1_000_000 + below(random, 1_000_000);
  return update(crafted([{ client, clock, structs: [{ kind: 4, text: 'x', left: [client, clock - 1] }] }]));
}

/** Thousands of characters between two neighbours each, criss-cross: Yjs walks for seconds. */
function crissCross(random: Random, client: number): Attack {
  const structs: CraftedStruct[] = [{ kind: 4, text: 'a', parent: 't' }];
  const size = 500 + below(random, 3_500);
  for (let i = 1; i < size; i++) {
    const left = below(random, i);
    structs.push({ kind: 4, text: 'a', left: [client, random() < 0.5 ? 0 : left] });
  }
  return update(crafted([{ client, clock: 0, structs }]));
}

function deletions(random: Random, client: number): Attack {
  const ranges = Array.from(
    { length: 1 + below(random, 20_000) },
    (_, i) => [client, i * 2, random() < 0.01 ? 2 ** 30 : 1] as const,
  );
  return update(crafted([], ranges));
}

/** Types inside types inside types. */
function nested(random: Random, client: number): Attack {
  const type = (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, 1);
  const structs: CraftedStruct[] = [{ kind: 7, parent: 'm', key: 'k', content: type }];
  for (let depth = 1; depth < 10 + below(random, 3_000); depth++)
    structs.push({ kind: 7, parent: [client, depth - 1], key: 'k', content: type });
  return update(crafted([{ client, clock: 0, structs }]));
}

function prototypes(random: Random, client: number): Attack {
  const key = ['__proto__', 'constructor', 'prototype'][below(random, 3)] as string;
  const content = (encoder: encoding.Encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeAny(encoder, { polluted: true });
  };
  return update(crafted([{ client, clock: 0, structs: [{ kind: 8, parent: 'm', key, content }] }]));
}

function presence(random: Random, client: number): Attack {
  const many = random() < 0.5 ? 2_000 : 1;
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, many);
  for (let i = 0; i < many; i++) {
    encoding.writeVarUint(inner, client + i);
    encoding.writeVarUint(inner, below(random, 2 ** 31));
    encoding.writeVarString(inner, JSON.stringify({ user: { name: 'x'.repeat(many === 1 ? 50_000 : 20) } }));
  }
  const outer = encoding.createEncoder();
  encoding.writeVarUint(outer, 1);
  encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner));
  return { messages: [encoding.toUint8Array(outer)] };
}

/** Asks for everything, again and again. */
function questions(): Attack {
  return { messages: Array.from({ length: 10 }, () => new Uint8Array([0, 0, 1, 0])) };
}

/** Reserved bits, lengths that lie, fragments of nothing, text, frames that never end. */
function brokenFrames(random: Random): Attack {
  const frames = [
    [0xa2, 0x80, 0, 0, 0, 0],
    [0x92, 0x80, 0, 0, 0, 0],
    [0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0x80, 0x81, 0, 0, 0, 0, 1],
    [0x81, 0x83, 0, 0, 0, 0, 0x61, 0x62, 0x63],
    [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0],
    [0x82, 0x05, 1, 2, 3, 4, 5],
    [0x82, 0xfe, 0xff],
    [0x8f, 0x80, 0, 0, 0, 0],
  ];
  return { bytes: Uint8Array.from(frames[below(random, frames.length)] as number[]) };
}

function update(bytes: Uint8Array): Attack {
  return { messages: [updateMessage(bytes)] };
}
