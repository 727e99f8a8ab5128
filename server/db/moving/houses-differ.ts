import type { RowDigest } from './row-digest.ts';

/** What has come in is not what was sent; nothing of it was kept. */
export class HousesDiffer extends Error {
  /** A table, a council, a document or a paper. */
  readonly what: string;
  constructor(what: string) {
    super(`the two houses differ: ${what}`);
    this.what = what;
  }
}

/** Throws HousesDiffer where a table was not read again as it was written. */
export function refuseOther(table: string, sent: RowDigest, found: RowDigest): void {
  if (sent.text !== found.text) throw new HousesDiffer(`${table} (${sent.rows}, ${found.rows})`);
}
