import type { Head, LogRow } from './doc-log.ts';
import { rowHash, sameBytes } from './running-hash.ts';

/** A row as it was stored. */
export interface StoredRow extends LogRow {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** Follows the rows of a log from a head on, and finds the first that is missing or does not verify. */
export class RowChain {
  /** Bodies of the good ones, oldest first. */
  readonly rows: Uint8Array[] = [];
  damage: string | undefined;
  private seq: number;
  private hash: Uint8Array;

  constructor(start: Head) {
    this.seq = start.seq;
    this.hash = start.hash;
  }

  /** The last good row. */
  get reached(): number {
    return this.seq;
  }

  /** The next row. Answers whether to go on: nothing after a row that is not good is good. */
  take(row: StoredRow): boolean {
    if (row.seq !== this.seq + 1) return this.fail(`row ${this.seq + 1} is missing`);
    const expected = rowHash(this.hash, row.seq, row);
    if (!sameBytes(expected, row.hash)) return this.fail(`row ${row.seq} does not verify`);
    this.rows.push(row.body);
    this.seq = row.seq;
    this.hash = expected;
    return true;
  }

  /** No more rows: whether they end where the log says it ends. */
  end({ seq, hash }: Head): void {
    if (this.damage !== undefined) return;
    if (this.seq !== seq) this.damage = `row ${this.seq + 1} is missing`;
    else if (!sameBytes(this.hash, hash)) this.damage = 'the head does not verify';
  }

  private fail(damage: string): false {
    this.damage = damage;
    return false;
  }
}

/** The heads a writer's rows lead to, one for each. */
export function headsOver(after: Head, rows: readonly LogRow[]): Head[] {
  let { seq, hash } = after;
  return rows.map((row) => {
    hash = rowHash(hash, ++seq, row);
    return { seq, hash };
  });
}
