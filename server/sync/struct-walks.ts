import * as Y from 'yjs';
import { BadMessage } from './byte-reader.ts';
import type { Judged } from './judged.ts';
import { at, refs, structAt, width, type Scan } from './scan-update.ts';
import { isLoose } from './slice-update.ts';

/** Longest way Yjs may have to walk for one slice, in items; an honest one is a few hundred long. */
const stepsMost = 100_000;

/**
 * Counts the items that lie between the neighbours of each struct in the document, which is how far Yjs may walk
 * to place it. Throws BadMessage beyond what honest concurrency can bring.
 */
export function checkWalks(room: Judged, scan: Scan): number {
  let steps = 0;
  const ends = new Map<number, End>();
  for (const block of scan.blocks) {
    for (let struct = block.from; struct < block.to; struct++) {
      if (isLoose(scan, block, struct)) steps += stepsFor(room, scan, struct, ends, stepsMost - steps);
      if (steps > stepsMost) throw new BadMessage('neighbours too far apart');
    }
  }
  return steps;
}

/** The first item of the document to the right of a struct; null: the list ends there; 'unknown': it is not applied. */
type End = Y.Item | null | 'unknown';

function stepsFor(room: Judged, scan: Scan, struct: number, ends: Map<number, End>, most: number): number {
  const start = startOf(room, scan, struct);
  const end = start && endOf(room, scan, struct, ends);
  if (!start || end === 'unknown') return 0;
  let steps = 0;
  for (let item: Y.Item | null = start; item && item !== end && steps <= most; item = item.right) steps++;
  return steps;
}

/** Where Yjs begins to look for the struct's place; undefined: behind something new, where all is new. */
function startOf(room: Judged, { structs, roots, keys }: Scan, struct: number): Y.Item | null | undefined {
  const i = struct * width;
  const how = structs[i + at.refs] as number;
  const [client, clock] = [structs[i + at.left] as number, structs[i + at.leftClock] as number];
  if (how === refs.left || how === refs.both) return room.itemAt(client, clock)?.right;
  if (how === refs.right) {
    const behind = room.itemAt(structs[i + at.right] as number, structs[i + at.rightClock] as number);
    const parent = behind?.parent;
    return parent instanceof Y.AbstractType ? firstOf(parent, behind?.parentSub ?? null) : undefined;
  }
  const key = structs[i + at.right] as number;
  const parent =
    how === refs.root ? room.doc().share.get(roots[client] ?? '') : typeIn(room.itemAt(client, clock));
  return parent && firstOf(parent, key === 0 ? null : (keys[key - 1] ?? null));
}

/** Follows right neighbours inside the update until one is in the document. */
function endOf(room: Judged, scan: Scan, from: number, ends: Map<number, End>): End {
  const way: number[] = [];
  let end: End | undefined;
  for (let struct = from; end === undefined;) {
    end = ends.get(struct);
    if (end !== undefined) break;
    way.push(struct);
    const i = struct * width;
    const how = scan.structs[i + at.refs];
    if (how !== refs.right && how !== refs.both) {
      end = null;
      break;
    }
    const [client, clock] = [scan.structs[i + at.right] as number, scan.structs[i + at.rightClock] as number];
    const inside = structAt(scan, client, clock);
    if (inside === undefined) end = room.itemAt(client, clock) ?? endOfWaiting(room, client, clock);
    else struct = inside;
  }
  for (const struct of way) ends.set(struct, end);
  return end;
}

function endOfWaiting(room: Judged, client: number, clock: number): End {
  const waiting = room.waitingAt(client, clock);
  return waiting ? endOf(room, waiting.scan, waiting.struct, new Map()) : 'unknown';
}

type AnyType = { readonly _start: Y.Item | null; readonly _map: ReadonlyMap<string, Y.Item> };

function typeIn(item: Y.Item | undefined): AnyType | undefined {
  return item?.content instanceof Y.ContentType ? item.content.type : undefined;
}

function firstOf(type: AnyType, key: string | null): Y.Item | null {
  if (key === null) return type._start;
  let item = type._map.get(key) ?? null;
  while (item?.left) item = item.left;
  return item;
}
