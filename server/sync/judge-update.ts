import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { limits } from '#lib/wire/limits.ts';
import { BadMessage } from './byte-reader.ts';
import { at, content, refs, scanUpdate, width, type Block, type Scan } from './scan-update.ts';

/*
 * The struct rules: what may enter a document. Yjs trusts its peers; whatever it would not survive, or would
 * let one person do to another's words, is refused here, before anything is written or applied.
 */

/** A document as it will be when everything accepted so far is applied. */
export interface Judged {
  /** next clock of a writer, accepted updates included */
  planned(client: number): number;
  /** person a clientID is bound to; 'server' for the server's own */
  owner(client: number): string | undefined;
  /** person whose open socket announces this clientID */
  claim(client: number): string | undefined;
  /** the applied document; only for looking */
  doc(): Y.Doc;
  /** how many shared types enclose the struct at this id; undefined: nothing is known there */
  depthAt(client: number, clock: number): number | undefined;
  /** name of the place (type and map key) of the struct at this id; 'gone': it was collected */
  placeAt(client: number, clock: number): string;
}

export type Judgement =
  /** `scan` is what to write; `binds`: clientIDs that now belong to the author */
  | { readonly verdict: 'take'; readonly scan: Scan; readonly binds: readonly number[] }
  /** everything in it is in the document already (accepted, not necessarily applied) */
  | { readonly verdict: 'known' }
  /** something it refers to is missing */
  | { readonly verdict: 'gap' }
  /** it writes in somebody else's name */
  | { readonly verdict: 'owner' };

/**
 * Judges one update by `person` ('server' may write anything well-formed). `step2`: a sync step 2, which may
 * carry the text of other writers. Throws BadMessage where no honest client could have sent it.
 */
export function judge(room: Judged, scanned: Scan, person: string, step2: boolean): Judgement {
  let scan = scanned;
  if (scan.blocks.some((block) => block.clock < room.planned(block.client))) {
    scan = scanUpdate(withoutKnown(room, scan));
  }
  for (const { client, clock } of scan.blocks) if (clock !== room.planned(client)) return { verdict: 'gap' };
  if (!refersToKnown(room, scan)) return { verdict: 'gap' };
  checkPlaces(room, scan);
  const binds: number[] = [];
  for (const block of scan.blocks) {
    const may = mayWrite(room, block, person, step2);
    if (may === 'no') return { verdict: 'owner' };
    if (may === 'bind') binds.push(block.client);
  }
  if (scan.types > 0) checkDepth(room, scan);
  if (!deletesKnown(scan, (client) => blockOf(scan, client)?.end ?? room.planned(client)))
    return { verdict: 'gap' };
  scan = withoutKnownDeletes(room, scan);
  if (scan.deletes.length / 3 > limits.deleteRanges) throw new BadMessage('too many delete ranges');
  if (scan.blocks.length === 0 && scan.deletes.length === 0) return { verdict: 'known' };
  return { verdict: 'take', scan, binds };
}

/** Whether everything in the update is in the applied document: what a reader may send back. */
export function isContained(room: Judged, scan: Scan, applied: (client: number) => number): boolean {
  if (scan.blocks.some((block) => block.end > applied(block.client))) return false;
  if (!deletesKnown(scan, applied)) return false;
  return scan.deletes.length === 0 || notYetDeleted(room.doc(), scan.deletes).length === 0;
}

/** Whether every delete range ends before what `endOf` says of its writer. */
function deletesKnown(scan: Scan, endOf: (client: number) => number): boolean {
  let client = -1;
  let end = 0;
  for (let i = 0; i < scan.deletes.length; i += 3) {
    if (scan.deletes[i] !== client) {
      client = scan.deletes[i] as number;
      end = endOf(client);
    }
    if ((scan.deletes[i + 1] as number) + (scan.deletes[i + 2] as number) > end) return false;
  }
  return true;
}

function mayWrite(room: Judged, block: Block, person: string, step2: boolean): 'yes' | 'bind' | 'no' {
  if (person === 'server') return room.owner(block.client) === 'server' ? 'yes' : 'bind';
  const owner = room.owner(block.client) ?? room.claim(block.client);
  if (owner === person) return step2 || room.owner(block.client) ? 'yes' : 'bind';
  if (owner === undefined) return step2 ? 'yes' : 'bind';
  // text of another writer, brought along; while he is here himself, he brings his own
  return step2 && !block.gone && room.claim(block.client) === undefined ? 'yes' : 'no';
}

/** The update without structs the document has already, cut where one is half known. */
function withoutKnown(room: Judged, scan: Scan): Uint8Array {
  const encoder = encoding.createEncoder();
  const known = scan.blocks.filter(({ client }) => room.planned(client) > 0);
  encoding.writeVarUint(encoder, known.length);
  for (const { client } of known) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, room.planned(client));
  }
  try {
    return Y.diffUpdate(scan.body, encoding.toUint8Array(encoder));
  } catch {
    throw new BadMessage('can not be cut');
  }
}

/**
 * Whether origins and parents exist already or come earlier in this update, in an order Yjs can follow. The
 * own writer's must lie before the struct; another writer's may be in the same update, as long as they don't
 * wait for each other in a circle.
 */
function refersToKnown(room: Judged, scan: Scan): boolean {
  const { structs, blocks } = scan;
  // per block: what must be there first, in the order of its structs
  const waits: { readonly clock: number; readonly on: number; readonly until: number }[][] = [];
  let waiting = false;
  for (const block of blocks) {
    const mine: (typeof waits)[number] = [];
    waits.push(mine);
    for (let s = block.from; s < block.to; s++) {
      const i = s * width;
      const how = structs[i + at.refs] as number;
      if (how === refs.none || how === refs.root) continue;
      for (const offset of [at.left, at.right]) {
        if (offset === at.left ? how === refs.right : how === refs.left || how === refs.parent) continue;
        const client = structs[i + offset] as number;
        const clock = structs[i + offset + 1] as number;
        if (client === block.client) {
          if (clock >= (structs[i + at.clock] as number)) return false;
        } else if (clock >= room.planned(client)) {
          const on = scan.index?.get(client);
          if (on === undefined || clock >= (blocks[on] as Block).end) return false;
          mine.push({ clock: structs[i + at.clock] as number, on, until: clock });
          waiting = true;
        }
      }
    }
  }
  return !waiting || resolves(blocks, waits);
}

/** Whether the blocks of one update can be worked off without two of them waiting for each other. */
function resolves(
  blocks: readonly Block[],
  waits: readonly (readonly { readonly clock: number; readonly on: number; readonly until: number }[])[],
): boolean {
  const next = blocks.map(() => 0);
  // how far each block is worked off: up to the struct that still waits
  const reached = blocks.map((block, b) => waits[b]?.[0]?.clock ?? block.end);
  const sleepers = new Map<number, number[]>();
  const ready = blocks.map((_, b) => b);
  for (let b = ready.pop(); b !== undefined; b = ready.pop()) {
    const mine = waits[b] as (typeof waits)[number];
    let wait = mine[next[b] as number];
    while (wait && wait.until < (reached[wait.on] as number)) {
      next[b] = (next[b] as number) + 1;
      wait = mine[next[b] as number];
    }
    const now = wait ? wait.clock : (blocks[b] as Block).end;
    if (wait) sleepers.set(wait.on, [...(sleepers.get(wait.on) ?? []), b]);
    if (now > (reached[b] as number)) {
      reached[b] = now;
      ready.push(...(sleepers.get(b) ?? []));
      sleepers.delete(b);
    }
  }
  return blocks.every((block, b) => reached[b] === block.end);
}

/**
 * A struct between two neighbours must find both in the same place: Yjs takes the place of the left one, unless one
 * of them was collected, and then whoever still has it would show what others don't. Under a map key a struct
 * has length 1: Yjs forgets the first half of a longer one that is cut, and fails when its map is collected.
 */
function checkPlaces(room: Judged, scan: Scan): void {
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
function checkDepth(room: Judged, scan: Scan): void {
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

function blockOf(scan: Scan, client: number): Block | undefined {
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

/** Depth of a struct of an accepted update that is not applied yet; `room` knows what came before it. */
export function depthInside(room: Judged, scan: Scan, struct: number): number {
  return depthOf(room, scan, new Map(), struct);
}

/** The same update, its delete set reduced to what the document has not deleted yet. */
function withoutKnownDeletes(room: Judged, scan: Scan): Scan {
  if (scan.deletes.length === 0) return scan;
  const deletes = notYetDeleted(room.doc(), scan.deletes);
  if (deletes.length === scan.deletes.length) return scan;
  const encoder = encoding.createEncoder();
  encoding.writeUint8Array(encoder, scan.body.subarray(0, scan.deletesAt));
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
  return { ...scan, body: encoding.toUint8Array(encoder), deletes };
}

/** The parts of these ranges (client, clock, length) that the document has not deleted. */
function notYetDeleted(doc: Y.Doc, ranges: readonly number[]): number[] {
  const open: number[] = [];
  for (let i = 0; i < ranges.length; i += 3) {
    const client = ranges[i] as number;
    const from = ranges[i + 1] as number;
    const to = from + (ranges[i + 2] as number);
    const structs = doc.store.clients.get(client);
    const known = structs ? Y.getState(doc.store, client) : 0;
    let done = from;
    if (structs && from < known) {
      for (let s = Y.findIndexSS(structs, from); s < structs.length && done < to; s++) {
        const struct = structs[s] as Y.Item | Y.GC;
        const end = Math.min(to, struct.id.clock + struct.length);
        if (!struct.deleted) push(open, client, done, end);
        done = end;
      }
    }
    if (done < to) push(open, client, done, to);
  }
  return open;
}

function push(ranges: number[], client: number, from: number, to: number): void {
  const last = ranges.length - 3;
  if (
    last >= 0 &&
    ranges[last] === client &&
    (ranges[last + 1] as number) + (ranges[last + 2] as number) === from
  )
    ranges[last + 2] = to - (ranges[last + 1] as number);
  else ranges.push(client, from, to - from);
}
