import * as encoding from 'lib0/encoding';

/*
 * Updates no honest client would make, for the tests: bytes by hand.
 */

type Id = readonly [client: number, clock: number];

export interface CraftedStruct {
  /** content kind of Yjs; 0: GC, 10: skip */
  readonly kind: number;
  readonly left?: Id;
  readonly right?: Id;
  readonly parent?: string | Id;
  readonly key?: string;
  /** writes the content; default: by `length` or `text` */
  readonly content?: (encoder: encoding.Encoder) => void;
  readonly length?: number;
  readonly text?: string;
}

export interface CraftedBlock {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly CraftedStruct[];
  /** says another number of structs than there are */
  readonly count?: number;
}

/** `deletes`: client, clock, length each. */
export function crafted(
  blocks: readonly CraftedBlock[],
  deletes: readonly (readonly [number, number, number])[] = [],
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, blocks.length);
  for (const { client, clock, structs, count } of blocks) {
    encoding.writeVarUint(encoder, count ?? structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) writeStruct(encoder, struct);
  }
  const byClient = Map.groupBy(deletes, ([client]) => client);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [, clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** Text at the beginning of root `t`, or after `left`. */
export function text(word: string, left?: Id): CraftedStruct {
  return left ? { kind: 4, text: word, left } : { kind: 4, text: word, parent: 't' };
}

function writeStruct(encoder: encoding.Encoder, struct: CraftedStruct): void {
  const { kind, left, right, parent, key, content, length, text: word } = struct;
  if (kind === 0 || kind === 10) {
    encoding.writeUint8(encoder, kind);
    encoding.writeVarUint(encoder, length ?? 1);
    return;
  }
  encoding.writeUint8(encoder, kind | (left ? 128 : 0) | (right ? 64 : 0) | (key === undefined ? 0 : 32));
  for (const id of [left, right]) if (id) for (const part of id) encoding.writeVarUint(encoder, part);
  if (!left && !right) {
    encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
    else for (const part of parent ?? [0, 0]) encoding.writeVarUint(encoder, part);
    if (key !== undefined) encoding.writeVarString(encoder, key);
  }
  if (content) content(encoder);
  else if (word !== undefined) encoding.writeVarString(encoder, word);
  else encoding.writeVarUint(encoder, length ?? 1);
}
