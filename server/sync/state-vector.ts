import { limits } from '#lib/wire/limits.ts';
import { BadMessage, ByteReader } from './byte-reader.ts';

/** Throws BadMessage for bytes that are no state vector. */
export function checkStateVector(bytes: Uint8Array): void {
  const reader = new ByteReader(bytes);
  const count = reader.uint();
  if (count > limits.deleteRangesAll) throw new BadMessage('state vector too long');
  for (let i = 0; i < count; i++) {
    reader.uint();
    reader.uint();
  }
  if (!reader.done) throw new BadMessage('bytes after the state vector');
}
