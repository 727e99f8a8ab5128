import * as encoding from 'lib0/encoding';
import type { Block, Scan } from './scan-update.ts';

/**
 * Several judged updates as one that says the same: the bytes of their structs behind each other, writer by writer,
 * and their deletions in order. Yjs could do it while it applies them, but writes every text that was typed on
 * anew, from its beginning. `scans`: in the order they were taken, each writer's going on where his last one ended.
 */
export function joined(scans: readonly Scan[]): Uint8Array {
  const [first] = scans;
  if (first && scans.length === 1) return first.body;
  const encoder = encoding.createEncoder();
  writeStructs(encoder, scans);
  writeDeletes(encoder, scans);
  return encoding.toUint8Array(encoder);
}

interface Piece {
  readonly scan: Scan;
  readonly block: Block;
}

function writeStructs(encoder: encoding.Encoder, scans: readonly Scan[]): void {
  const byClient = new Map<number, Piece[]>();
  for (const scan of scans) {
    for (const block of scan.blocks) {
      const pieces = byClient.get(block.client);
      if (!pieces) byClient.set(block.client, [{ scan, block }]);
      else if (pieces.at(-1)?.block.end === block.clock) pieces.push({ scan, block });
      else throw new Error('updates do not follow each other');
    }
  }
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, pieces] of byClient) {
    let structs = 0;
    for (const { block } of pieces) structs += block.to - block.from;
    encoding.writeVarUint(encoder, structs);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, pieces[0]?.block.clock ?? 0);
    for (const { scan, block } of pieces)
      encoding.writeUint8Array(encoder, scan.body.subarray(scan.offsets[block.from], block.bytesEnd));
  }
}

function writeDeletes(encoder: encoding.Encoder, scans: readonly Scan[]): void {
  const byClient = new Map<number, [clock: number, length: number][]>();
  for (const { deletes } of scans) {
    for (let i = 0; i < deletes.length; i += 3) {
      const range: [number, number] = [deletes[i + 1] as number, deletes[i + 2] as number];
      const ranges = byClient.get(deletes[i] as number);
      if (ranges) ranges.push(range);
      else byClient.set(deletes[i] as number, [range]);
    }
  }
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder, client);
    const merged = inOrder(ranges);
    encoding.writeVarUint(encoder, merged.length);
    for (const [clock, length] of merged) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
}

/** Sorted, and what touches or overlaps as one: two people may have deleted the same. */
function inOrder(ranges: [clock: number, length: number][]): [clock: number, length: number][] {
  ranges.sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [clock, length] of ranges) {
    const last = merged.at(-1);
    if (last && clock <= last[0] + last[1]) last[1] = Math.max(last[1], clock + length - last[0]);
    else merged.push([clock, length]);
  }
  return merged;
}
