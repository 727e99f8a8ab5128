import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { limits } from '#lib/wire/limits.ts';
import { BadMessage } from './byte-reader.ts';
import type { Judged } from './judged.ts';
import { blockOf, scanUpdate, type Block, type Scan } from './scan-update.ts';
import { sliced, withDeletes } from './slice-update.ts';
import { orderOf } from './struct-order.ts';
import { checkDepth, checkPlaces } from './struct-places.ts';
import { checkWalks } from './struct-walks.ts';

/*
 * The struct rules: what may enter a document. Yjs trusts its peers; whatever it would not survive, or would
 * let one person do to another's words, is refused here, before anything is written or applied.
 */

export type Judgement =
  /**
   * `scan` is what to write; `binds`: clientIDs that now belong to the author; `steps`: how far Yjs may have to walk to
   * find the places
   */
  | {
      readonly verdict: 'take';
      readonly scan: Scan;
      readonly binds: readonly number[];
      readonly steps: number;
    }
  /** too much for one moment: to be judged and taken one after the other */
  | { readonly verdict: 'slices'; readonly parts: readonly Uint8Array[] }
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
  const order = orderOf(room, scan);
  if (!order) return { verdict: 'gap' };
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
  const parts = person === 'server' ? undefined : sliced(scan, order);
  if (parts) return { verdict: 'slices', parts };
  const steps = person === 'server' ? 0 : checkWalks(room, scan);
  return { verdict: 'take', scan, binds, steps };
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

/** The same update, its delete set reduced to what the document has not deleted yet. */
function withoutKnownDeletes(room: Judged, scan: Scan): Scan {
  if (scan.deletes.length === 0) return scan;
  const deletes = notYetDeleted(room.doc(), scan.deletes);
  if (deletes.length === scan.deletes.length) return scan;
  return { ...scan, body: withDeletes(scan.body.subarray(0, scan.deletesAt), deletes), deletes };
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
