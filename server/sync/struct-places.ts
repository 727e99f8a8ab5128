import { limits } from '#lib/wire/limits.ts';
import { BadMessage } from './byte-reader.ts';
import type { Judged } from './judged.ts';
import { at, content, refs, structAt, width, type Scan } from './scan-update.ts';

/*
 * Where a struct would stand: in which type, under which key, how deep.
 */

/**
 * A struct between two neighbours must find both in the same place: Yjs takes the place of the left one, unless one
 * of them was collected, and then whoever still has it would show what others don't. Under a map key a struct
 * has length 1: Yjs forgets the first half of a longer one that is cut, and fails when its map is collected.
 */
export function checkPlaces(room: Judged, scan: Scan): void {
  const { structs } = scan;
  for (let i = 0; i < structs.length; i += width) {
    const how = structs[i + at.refs] as number;
    const long = (structs[i + at.length] as number) > 1 && structs[i + at.content] !== content.deleted;
    if (how === refs.none || (how !== refs.both && !long)) continue;
    if (how === refs.root || how === refs.parent) {
      if (structs[i + at.right] !== 0) throw new BadMessage('too long for a map');
      continue;
    }
    const offset = how === refs.right ? at.right : at.left;
    const place = placeOf(room, scan, structs[i + offset] as number, structs[i + offset + 1] as number);
    if (long && place.includes('\0')) throw new BadMessage('too long for a map');
    if (how !== refs.both) continue;
    const right = placeOf(room, scan, structs[i + at.right] as number, structs[i + at.rightClock] as number);
    if (place !== right) throw new BadMessage('neighbours from two places');
  }
}

function placeOf(room: Judged, scan: Scan, client: number, clock: number): string {
  const struct = structAt(scan, client, clock);
  return struct === undefined ? room.placeAt(client, clock) : placeInside(room, scan, struct);
}

const places = new WeakMap<Scan, Map<number, string>>();

/** Place of a struct of an update, by following its references; remembered for every struct on the way. */
export function placeInside(room: Judged, scan: Scan, start: number): string {
  let known = places.get(scan);
  if (!known) places.set(scan, (known = new Map()));
  const way: number[] = [];
  let place: string | undefined;
  for (let struct = start; place === undefined;) {
    place = known.get(struct);
    if (place !== undefined) break;
    way.push(struct);
    const i = struct * width;
    const how = scan.structs[i + at.refs] as number;
    const offset = how === refs.right ? at.right : at.left;
    const client = scan.structs[i + offset] as number;
    const clock = scan.structs[i + offset + 1] as number;
    if (how === refs.none) place = 'gone';
    else if (how === refs.root || how === refs.parent) {
      const key = scan.structs[i + at.right] as number;
      const type = how === refs.root ? rootPlace(scan.roots[client] ?? '') : typePlace(client, clock);
      place = placeName(type, key === 0 ? null : (scan.keys[key - 1] ?? null));
    } else {
      const inside = structAt(scan, client, clock);
      if (inside === undefined) place = room.placeAt(client, clock);
      else struct = inside;
    }
  }
  for (const struct of way) known.set(struct, place);
  return place;
}

export function rootPlace(name: string): string {
  return `root ${name}`;
}
export function typePlace(client: number, clock: number): string {
  return `type ${client} ${clock}`;
}
export function placeName(type: string, key: string | null): string {
  return key === null ? type : `${type}\0${key}`;
}

/** Refuses shared types nested deeper than the limit (safety B25). */
export function checkDepth(room: Judged, scan: Scan): void {
  const depths = new Map<number, number>();
  for (const block of scan.blocks) {
    for (let s = block.from; s < block.to; s++) {
      if (scan.structs[s * width + at.content] !== content.type) continue;
      if (depthOf(room, scan, depths, s) >= limits.depth) throw new BadMessage('nested too deeply');
    }
  }
}

/** How many types enclose struct `start`; follows origins and parents inside and outside of the update. */
function depthOf(room: Judged, scan: Scan, depths: Map<number, number>, start: number): number {
  const path: { readonly struct: number; readonly up: number }[] = [];
  let struct = start;
  let depth = 0;
  for (;;) {
    const noted = depths.get(struct);
    if (noted !== undefined) {
      depth = noted;
      break;
    }
    const i = struct * width;
    const how = scan.structs[i + at.refs] as number;
    if (how === refs.none || how === refs.root) {
      depths.set(struct, 0);
      break;
    }
    const offset = how === refs.right ? at.right : at.left;
    const client = scan.structs[i + offset] as number;
    const clock = scan.structs[i + offset + 1] as number;
    const up = how === refs.parent ? 1 : 0;
    path.push({ struct, up });
    if (path.length > limits.structs) throw new BadMessage('nested too deeply');
    const inside = structAt(scan, client, clock);
    if (inside === undefined) {
      depth = room.depthAt(client, clock) ?? 0;
      break;
    }
    struct = inside;
  }
  for (let i = path.length - 1; i >= 0; i--) {
    const { struct: passed, up } = path[i] as (typeof path)[number];
    depth += up;
    depths.set(passed, depth);
  }
  return depth;
}

/** Depth of a struct of an accepted update that is not applied yet; `room` knows what came before it. */
export function depthInside(room: Judged, scan: Scan, struct: number): number {
  return depthOf(room, scan, new Map(), struct);
}
