import * as Y from 'yjs';
import { BadMessage } from './byte-reader.ts';
import type { Judged } from './judged.ts';
import { at, refs, structAt, width, type Block, type Scan } from './scan-update.ts';
import { isLoose } from './slice-update.ts';

/** Longest way Yjs may have to walk for one slice, in items; an honest one is a few hundred long. */
const stepsMost = 100_000;

/**
 * Counts the items that lie between the neighbours of each struct in the document, which is how far Yjs may walk
 * to place it. Throws BadMessage beyond what honest concurrency can bring.
 */
export function checkWalks(room: Judged, scan: Scan): number {
  let steps = 0;
  for (const block of scan.blocks) {
    for (let struct = block.from; struct < block.to; struct++) {
      if (isLoose(scan, block, struct)) steps += stepsFor(room, scan, block, struct, stepsMost - steps);
      if (steps > stepsMost) throw new BadMessage('neighbours too far apart');
    }
  }
  return steps;
}

function stepsFor(room: Judged, scan: Scan, block: Block, struct: number, most: number): number {
  const i = struct * width;
  const { structs } = scan;
  const how = structs[i + at.refs] as number;
  const right = how === refs.right || how === refs.both ? idAt(structs, i + at.right) : undefined;
  let start: Y.Item | null | undefined;
  if (how === refs.left || how === refs.both) {
    const left = idAt(structs, i + at.left);
    // behind something new there is nothing but what is new
    if (structAt(scan, left.client, left.clock) !== undefined) return 0;
    start = room.itemAt(left.client, left.clock);
  } else if (how === refs.right) {
    const behind = right && room.itemAt(right.client, right.clock);
    const parent = behind?.parent;
    start = parent instanceof Y.AbstractType ? firstOf(parent, behind?.parentSub ?? null) : undefined;
  } else {
    const key = structs[i + at.right] as number;
    const parent =
      how === refs.root
        ? room.doc().share.get(scan.roots[structs[i + at.left] as number] ?? '')
        : typeIn(room.itemAt(structs[i + at.left] as number, structs[i + at.leftClock] as number));
    start = parent && firstOf(parent, key === 0 ? null : (scan.keys[key - 1] ?? null));
  }
  let steps = 0;
  for (let item = start; item && steps <= most; item = item.right, steps++) {
    if (right && item.id.client === right.client && right.clock < item.id.clock + item.length) {
      if (right.clock >= item.id.clock) break;
    }
  }
  return steps;
}

type AnyType = { readonly _start: Y.Item | null; readonly _map: ReadonlyMap<string, Y.Item> };

function idAt(structs: readonly number[], i: number): { readonly client: number; readonly clock: number } {
  return { client: structs[i] as number, clock: structs[i + 1] as number };
}

function typeIn(item: Y.Item | undefined): AnyType | undefined {
  return item?.content instanceof Y.ContentType ? item.content.type : undefined;
}

function firstOf(type: AnyType, key: string | null): Y.Item | null {
  if (key === null) return type._start;
  let item = type._map.get(key) ?? null;
  while (item?.left) item = item.left;
  return item;
}
