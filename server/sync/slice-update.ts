import * as encoding from 'lib0/encoding';
import { at, refs, structAt, width, type Block, type Scan } from './scan-update.ts';
import type { Run } from './struct-order.ts';

/*
 * What may enter in one moment. Finding the place of a struct costs Yjs a walk over what lies between its
 * neighbours; a few thousand structs that point criss-cross keep it busy for minutes. Large updates are cut into
 * slices that are judged, written and applied one after the other, with everybody else's in between.
 */

const structsMost = 1_024;
/** structs that do not simply follow the one before them */
const looseMost = 256;
const rangesMost = 1_024;

/** The update as slices in an order that can be followed, deletions last; undefined: it is small enough. */
export function sliced(scan: Scan, order: readonly Run[]): readonly Uint8Array[] | undefined {
  const { structs, deletes } = scan;
  if (structs.length / width <= structsMost && deletes.length / 3 <= rangesMost && !hasManyLoose(scan))
    return undefined;
  const slices: Uint8Array[] = [];
  let pieces: Piece[] = [];
  let inSlice = 0;
  let loose = 0;
  const cut = () => {
    if (pieces.length > 0) slices.push(encodeStructs(scan, pieces));
    pieces = [];
    inSlice = 0;
    loose = 0;
  };
  for (const run of order) {
    const block = scan.blocks[run.block] as Block;
    const last = structAt(scan, block.client, run.end - 1) ?? block.to - 1;
    for (let struct = structAt(scan, block.client, run.clock) ?? block.from; struct <= last; struct++) {
      const isOne = isLoose(scan, block, struct);
      if (inSlice === structsMost || (isOne && loose === looseMost)) cut();
      const piece = pieces.find((p) => p.block === block);
      if (piece) piece.to = struct + 1;
      else pieces.push({ block, from: struct, to: struct + 1 });
      inSlice++;
      if (isOne) loose++;
    }
  }
  cut();
  for (let i = 0; i < deletes.length; i += rangesMost * 3)
    slices.push(withDeletes(new Uint8Array([0]), deletes.slice(i, i + rangesMost * 3)));
  return slices;
}

/** Whether a struct's place is more than "right behind the one before it". */
export function isLoose(scan: Scan, block: Block, struct: number): boolean {
  const i = struct * width;
  const { structs } = scan;
  if (structs[i + at.refs] === refs.none) return false;
  if (struct === block.from || structs[i + at.left] !== block.client) return true;
  if (structs[i + at.leftClock] !== (structs[i + at.clock] as number) - 1) return true;
  const how = structs[i + at.refs];
  if (how !== refs.left && how !== refs.both) return true;
  const before = i - width;
  // the same right neighbour as the one before
  return (
    how === refs.both &&
    (structs[before + at.right] !== structs[i + at.right] ||
      structs[before + at.rightClock] !== structs[i + at.rightClock])
  );
}

/** An update of these bytes of structs, and these deletions (client, clock, length each, by client). */
export function withDeletes(structBytes: Uint8Array, deletes: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8Array(encoder, structBytes);
  const byClient = new Map<number, number[]>();
  for (let i = 0; i < deletes.length; i += 3) {
    const ranges = byClient.get(deletes[i] as number) ?? [];
    ranges.push(deletes[i + 1] as number, deletes[i + 2] as number);
    byClient.set(deletes[i] as number, ranges);
  }
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length / 2);
    for (const number of ranges) encoding.writeVarUint(encoder, number);
  }
  return encoding.toUint8Array(encoder);
}

interface Piece {
  readonly block: Block;
  readonly from: number;
  to: number;
}

function hasManyLoose(scan: Scan): boolean {
  let loose = 0;
  for (const block of scan.blocks) {
    for (let struct = block.from; struct < block.to; struct++) {
      if (isLoose(scan, block, struct) && ++loose > looseMost) return true;
    }
  }
  return false;
}

function encodeStructs(scan: Scan, pieces: readonly Piece[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, pieces.length);
  for (const { block, from, to } of pieces) {
    encoding.writeVarUint(encoder, to - from);
    encoding.writeVarUint(encoder, block.client);
    encoding.writeVarUint(encoder, scan.structs[from * width + at.clock] as number);
    const end = to < block.to ? (scan.offsets[to] as number) : block.bytesEnd;
    encoding.writeUint8Array(encoder, scan.body.subarray(scan.offsets[from], end));
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}
