import { draw, type Announcement, type Draw } from '#lib/domain/lots/lot.ts';
import { namesIn } from '../db/decode.ts';
import type { LotRecord } from '../access/lot.ts';

/* What a draw says by its row. */

/** What was announced of it (LOT3). */
export function announcedIn(row: LotRecord): Announcement {
  return {
    title: row.title,
    kind: row.kind,
    count: row.drawn_count,
    names: namesIn(row),
    source: row.source,
    figure: row.figure,
    on: row.figure_on,
    secretHash: row.secret_hash,
  };
}

/** The draw, once it is made; null before, and where it was set aside. */
export function drawIn(row: LotRecord): Draw | null {
  return row.secret === null || row.said === null
    ? null
    : draw({ announced: announcedIn(row), secret: row.secret, said: row.said });
}
