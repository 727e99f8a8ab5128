import { holdingUp } from '#lib/domain/minutes/corrections.ts';
import type { Db, Trx } from '../db/open.ts';

/* Corrections to minutes and the texts that went round, as rows say it. */

/** Ids of the items minutes report, in the order of their numbers. */
export async function itemIdsOf(db: Db | Trx, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}

/** What holds up the sealing of these minutes (COR6). `circulatedAt`: when their text went round, ms UTC. */
export async function heldUpBy(
  db: Db | Trx,
  minutesId: string,
  circulatedAt: number,
): Promise<ReturnType<typeof holdingUp>> {
  const rows = await db
    .selectFrom('minutes_correction')
    .select(['state', 'answered_at as answeredAt'])
    .where('minutes_id', '=', minutesId)
    .execute();
  return holdingUp(rows, circulatedAt);
}

/** Number of the text that goes round; 0: none did. */
export async function circulationNo(db: Db | Trx, minutesId: string): Promise<number> {
  const row = await db
    .selectFrom('minutes_circulation')
    .select('no')
    .where('minutes_id', '=', minutesId)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.no ?? 0;
}

/** The next number of a row that is numbered within its minutes. */
export async function nextNo(
  trx: Trx,
  table: 'minutes_correction' | 'minutes_erratum',
  minutesId: string,
): Promise<number> {
  const row = await trx
    .selectFrom(table)
    .select('no')
    .where('minutes_id', '=', minutesId)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.no ?? 0) + 1;
}
