import type { Db } from '../db/open.ts';

/** What it needs of the live documents. */
export interface LiveMirrors {
  /**
   * Begins a mirror anew with what the records say: its history goes. Answers whether it did: not while somebody looks
   * at it, nor where it has fewer rows than `longRows`.
   */
  renewMirror(docName: string, longRows: number): Promise<boolean>;
}

/** A meeting is left alone for this long after it ended, ms: people look back at what they decided. */
const restsFor = 86_400_000;
/** A floor with fewer rows is short already. */
const longRows = 8;
/** More than that wait for tomorrow: an old folder has hundreds, and each is a write of its own. */
const mostADay = 300;

/**
 * Begins the floors of finished meetings anew, so that of each only what it shows at the end is kept: how a floor looked
 * minute by minute is nobody's record. Floors somebody looks at wait. Returns how many were begun anew.
 */
export async function shortenFloors(
  db: Db,
  live: LiveMirrors,
  now: number,
  stopped: () => boolean = () => false,
): Promise<number> {
  const finished = await db
    .selectFrom('meeting')
    .select('id')
    .where('state', 'in', ['closed', 'inquorate', 'cancelled'])
    .where((eb) => eb(eb.fn.coalesce('closed_at', 'ends_at'), '<', now - restsFor))
    .orderBy('starts_at', 'desc')
    .execute();
  let renewed = 0;
  for (const { id } of finished) {
    if (stopped() || renewed === mostADay) break;
    if (await live.renewMirror(`meeting/${id}/floor`, longRows)) renewed++;
  }
  return renewed;
}
