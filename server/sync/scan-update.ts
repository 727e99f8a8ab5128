import { limits } from '#lib/wire/limits.ts';
import { BadMessage, ByteReader } from './byte-reader.ts';
import { checkJson, checkKey, skipAny } from './plain-values.ts';

/*
 * Reads a Yjs update (V1) the way Yjs will, without building anything, and notes what the struct rules need.
 * What passes here is well-formed for Yjs too: one strict reader in front of the lenient one.
 */

/** Numbers per struct in `Scan.structs`. */
export const width = 8;
/**
 * Offsets within a struct's numbers. `left` and `leftClock` are the origin; for refs.parent the parent's id; for
 * refs.root the place of the name in roots. Without origins `right` is 1 + the place of the map key in keys, or 0.
 */
export const at = {
  clock: 0,
  length: 1,
  content: 2,
  refs: 3,
  left: 4,
  leftClock: 5,
  right: 6,
  rightClock: 7,
};
/** What `refs` says about a struct. */
export const refs = { none: 0, root: 1, parent: 2, left: 3, right: 4, both: 5 } as const;
/** Content kinds that matter outside of this file. */
export const content = { gc: 0, deleted: 1, type: 7 } as const;

export interface Block {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  /** index of its first struct and of the one after its last, in structs */
  readonly from: number;
  readonly to: number;
  /** offset in body of the byte after its last struct */
  readonly bytesEnd: number;
  /** something in it says that its own content is gone (GC or deleted) */
  readonly gone: boolean;
}

export interface Scan {
  readonly body: Uint8Array;
  readonly blocks: readonly Block[];
  /** client → place in blocks, when there is more than one */
  readonly index: ReadonlyMap<number, number> | undefined;
  /** `width` numbers per struct */
  readonly structs: readonly number[];
  /** number of structs that are shared types */
  readonly types: number;
  readonly roots: readonly string[];
  readonly keys: readonly string[];
  /** offset in body of each struct's first byte */
  readonly offsets: readonly number[];
  /** offset of the delete set in body */
  readonly deletesAt: number;
  /** client, clock, length of each delete range */
  readonly deletes: readonly number[];
}

/** Throws BadMessage for anything that is no update, or more than the limits allow. */
export function scanUpdate(body: Uint8Array): Scan {
  const reader = new ByteReader(body);
  const blocks: Block[] = [];
  const structs: number[] = [];
  const roots: string[] = [];
  const keys: string[] = [];
  const offsets: number[] = [];
  let types = 0;
  let goneLength = 0;
  const writers = reader.uint();
  if (writers > limits.writers) throw new BadMessage('too many writers');
  const index = writers > 1 ? new Map<number, number>() : undefined;
  for (let w = 0; w < writers; w++) {
    const count = reader.uint();
    const client = reader.uint();
    const start = reader.uint();
    if (count === 0) throw new BadMessage('writer without structs');
    if (structs.length / width + count > limits.structs) throw new BadMessage('too many structs');
    if (index?.has(client)) throw new BadMessage('writer named twice');
    index?.set(client, w);
    const from = structs.length / width;
    let clock = start;
    let gone = false;
    for (let i = 0; i < count; i++) {
      offsets.push(reader.pos);
      const struct = readStruct(reader, clock, structs, roots, keys);
      if (struct === 0) throw new BadMessage('struct without length');
      const kind = structs[structs.length - width + at.content] as number;
      if (kind === content.type) types++;
      else if (kind === content.gc || kind === content.deleted) {
        gone = true;
        goneLength += struct;
      }
      clock += struct;
      if (clock > limits.clock) throw new BadMessage('clock out of range');
    }
    blocks.push({ client, clock: start, end: clock, from, to: offsets.length, bytesEnd: reader.pos, gone });
  }
  if (goneLength > limits.gone) throw new BadMessage('too much is gone');
  const deletesAt = reader.pos;
  const deletes = readDeletes(reader);
  if (!reader.done) throw new BadMessage('bytes after the update');
  return { body, blocks, index, structs, types, roots, keys, offsets, deletesAt, deletes };
}

/** Reads one struct, notes it, answers its length. */
function readStruct(
  reader: ByteReader,
  clock: number,
  structs: number[],
  roots: string[],
  keys: string[],
): number {
  const info = reader.byte();
  const kind = info & 31;
  if (kind === content.gc) {
    if (info !== 0) throw new BadMessage('unknown struct');
    const length = reader.uint();
    structs.push(clock, length, kind, refs.none, 0, 0, 0, 0);
    return length;
  }
  let how: number = refs.none;
  let left = 0;
  let leftClock = 0;
  let right = 0;
  let rightClock = 0;
  if (info & 128) {
    how = refs.left;
    left = reader.uint();
    leftClock = reader.uint();
  }
  if (info & 64) {
    how = how === refs.left ? refs.both : refs.right;
    right = reader.uint();
    rightClock = reader.uint();
  }
  if (how === refs.none) {
    if (reader.uint() === 1) {
      how = refs.root;
      const name = reader.text(limits.key);
      checkKey(name);
      left = roots.indexOf(name);
      if (left < 0) left = roots.push(name) - 1;
      if (left >= limits.roots) throw new BadMessage('too many roots');
    } else {
      how = refs.parent;
      left = reader.uint();
      leftClock = reader.uint();
    }
    if (info & 32) {
      const key = reader.text(limits.key);
      checkKey(key);
      right = keys.push(key);
    }
  }
  const length = readContent(reader, kind);
  structs.push(clock, length, kind, how, left, leftClock, right, rightClock);
  return length;
}

/** Passes over a struct's content and answers its length. */
function readContent(reader: ByteReader, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return reader.uint();
    case 3: // bytes
      reader.skip(reader.uint());
      return 1;
    case 4: // text
      return reader.textLength();
    case 5: // embed
      checkJson(reader.text(limits.frame));
      return 1;
    case 6: // formatting
      checkKey(reader.text(limits.key));
      checkJson(reader.text(limits.frame));
      return 1;
    case 7: {
      const type = reader.uint();
      if (type === 3) reader.text(limits.key);
      else if (type > 6 || type === 5) throw new BadMessage('unknown shared type');
      return 1;
    }
    case 8: {
      const count = reader.uint();
      if (count > reader.end - reader.pos) throw new BadMessage('ends too early');
      for (let i = 0; i < count; i++) skipAny(reader);
      return count;
    }
    default: // old JSON arrays (2), sub-documents (9), gaps (10): none of our clients makes them
      throw new BadMessage('unknown content');
  }
}

function readDeletes(reader: ByteReader): number[] {
  const deletes: number[] = [];
  const writers = reader.uint();
  if (writers > limits.deleteRangesAll) throw new BadMessage('too many writers');
  const seen = writers > 1 ? new Set<number>() : undefined;
  for (let w = 0; w < writers; w++) {
    const client = reader.uint();
    const count = reader.uint();
    if (deletes.length / 3 + count > limits.deleteRangesAll) throw new BadMessage('too many delete ranges');
    if (seen?.has(client)) throw new BadMessage('writer named twice');
    seen?.add(client);
    let end = 0;
    for (let i = 0; i < count; i++) {
      const clock = reader.uint();
      const length = reader.uint();
      // Yjs writes them in order and merged; overlapping ones would walk the same structs again and again
      if (length === 0 || clock < end || clock + length > limits.clock)
        throw new BadMessage('delete range out of order');
      end = clock + length;
      deletes.push(client, clock, length);
    }
  }
  return deletes;
}

/** The structs of this writer. */
export function blockOf(scan: Scan, client: number): Block | undefined {
  if (scan.index) return scan.blocks[scan.index.get(client) ?? -1];
  return scan.blocks[0]?.client === client ? scan.blocks[0] : undefined;
}

/** Index of the struct of this update that covers the id. */
export function structAt(scan: Scan, client: number, clock: number): number | undefined {
  const block = blockOf(scan, client);
  if (!block || clock < block.clock || clock >= block.end) return undefined;
  let low = block.from;
  let high = block.to - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((scan.structs[mid * width + at.clock] as number) <= clock) low = mid;
    else high = mid - 1;
  }
  return low;
}
