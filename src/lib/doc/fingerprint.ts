import { digest } from 'lib0/hash/sha256';
import * as Y from 'yjs';
import { visible } from './visible.ts';

/** Two replicas with the same `state` have heard the same; then `words` must be the same, too. Hex. */
export interface Fingerprint {
  readonly state: string;
  readonly words: string;
}

/** What a replica has heard (writers' clocks and deletions), and what it shows. */
export function fingerprintOf(doc: Y.Doc): Fingerprint {
  return {
    state: short(Y.encodeSnapshot(Y.snapshot(doc))),
    words: short(new TextEncoder().encode(visible(doc))),
  };
}

function short(bytes: Uint8Array): string {
  return [...digest(bytes).subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
