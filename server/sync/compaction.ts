import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { docOf } from './quiet-doc.ts';
import { sameBytes } from './running-hash.ts';
import { sayVisible } from '#lib/doc/visible.ts';
import { isWhole } from '#lib/doc/whole.ts';

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
  // one document at a time: what is compared outlives it, the document does not
  const replayed = docOf(...parts);
  const before = described(replayed, 'the log has a gap');
  const body = Y.encodeStateAsUpdate(replayed);
  replayed.destroy();
  const back = docOf(body);
  const after = described(back, 'the snapshot has a gap');
  back.destroy();
  if (!sameClocks(before.stateVector, after.stateVector)) throw new CompactionDiffers('state vectors differ');
  if (!Y.equalDeleteSets(before.deleted, after.deleted)) throw new CompactionDiffers('delete sets differ');
  if (!sameBytes(before.shows, after.shows)) throw new CompactionDiffers('contents differ');
  return { body, stateVector: before.stateVector };
}

/** What two documents must agree in. */
function described(doc: Y.Doc, gap: string) {
  if (!isWhole(doc)) throw new CompactionDiffers(gap);
  const shows = createHash('sha256');
  sayVisible(doc, (token) => void shows.update(token));
  return {
    stateVector: Y.encodeStateVector(doc),
    deleted: Y.createDeleteSetFromStructStore(doc.store),
    shows: shows.digest(),
  };
}

function sameClocks(a: Uint8Array, b: Uint8Array): boolean {
  if (sameBytes(a, b)) return true;
  const [left, right] = [Y.decodeStateVector(a), Y.decodeStateVector(b)];
  return left.size === right.size && [...left].every(([client, clock]) => right.get(client) === clock);
}
