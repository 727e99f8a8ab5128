import * as Y from 'yjs';
import { docOf, isWhole } from './quiet-doc.ts';
import { sameBytes } from './running-hash.ts';
import { visible } from '#lib/doc/visible.ts';

/** The snapshot would not say the same as the log it stands for. */
export class CompactionDiffers extends Error {
  override readonly name = 'CompactionDiffers';
}

/**
 * One snapshot that says the same as `parts` applied in order (a snapshot and the rows after it), with
 * deleted text gone. Replays into a document: merging a log of keystrokes with Y.mergeUpdates takes minutes.
 * Throws CompactionDiffers unless state vector, delete set and everything visible are equal after reading the
 * snapshot back (safety B12).
 */
export function compacted(parts: readonly Uint8Array[]): { body: Uint8Array; stateVector: Uint8Array } {
  const replayed = docOf(...parts);
  if (!isWhole(replayed)) throw new CompactionDiffers('the log has a gap');
  const body = Y.encodeStateAsUpdate(replayed);
  const stateVector = Y.encodeStateVector(replayed);
  const back = docOf(body);
  if (!isWhole(back)) throw new CompactionDiffers('the snapshot has a gap');
  if (!sameClocks(replayed, back)) throw new CompactionDiffers('state vectors differ');
  const deleted = Y.createDeleteSetFromStructStore(replayed.store);
  if (!Y.equalDeleteSets(deleted, Y.createDeleteSetFromStructStore(back.store)))
    throw new CompactionDiffers('delete sets differ');
  if (visible(replayed) !== visible(back)) throw new CompactionDiffers('contents differ');
  replayed.destroy();
  back.destroy();
  return { body, stateVector };
}

type Clocks = Map<number, number>;

function sameClocks(a: Y.Doc, b: Y.Doc): boolean {
  if (sameBytes(Y.encodeStateVector(a), Y.encodeStateVector(b))) return true;
  const [left, right] = [a, b].map((doc) => Y.decodeStateVector(Y.encodeStateVector(doc))) as [
    Clocks,
    Clocks,
  ];
  return left.size === right.size && [...left].every(([client, clock]) => right.get(client) === clock);
}
