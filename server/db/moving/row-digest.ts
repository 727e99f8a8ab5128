import { createHash, type Hash } from 'node:crypto';

/** A value of a row as both engines hold it: yes and no are 1 and 0. */
export type Value = string | number | Buffer | null;
export type Row = readonly Value[];

const lanes = 4;

/**
 * Counts rows and adds up their SHA-256, in whatever order they come: two tables of which the digests are alike hold the
 * same rows, to the byte.
 */
export class RowDigest {
  rows = 0;
  private readonly sums = new BigUint64Array(lanes);

  add(row: Row): void {
    const hash = createHash('sha256');
    for (const value of row) spell(hash, value);
    const digest = hash.digest();
    // each lane goes round at 2^64
    for (let n = 0; n < lanes; n++) this.sums[n]! += digest.readBigUInt64LE(8 * n);
    this.rows++;
  }

  /** The same text for the same rows. */
  get text(): string {
    return `${this.rows}:${[...this.sums].map((sum) => sum.toString(16).padStart(16, '0')).join('')}`;
  }
}

/** No two rows are spelled alike: kind and length stand before each value. */
function spell(hash: Hash, value: Value): void {
  if (value === null) hash.update('n');
  else if (typeof value === 'number') hash.update(`i${value};`);
  else if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    hash.update(`s${bytes.length};`).update(bytes);
  } else hash.update(`b${value.length};`).update(value);
}

/** Bytes a row takes on its way, roughly. */
export function weightOf(row: Row): number {
  let bytes = 16 * row.length;
  for (const value of row)
    if (typeof value === 'string') bytes += 2 * value.length;
    else if (value !== null && typeof value !== 'number') bytes += 2 * value.length;
  return bytes;
}
