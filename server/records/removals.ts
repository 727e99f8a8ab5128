import type { Db, Trx } from '../db/open.ts';

/* Items that are off the agenda now (MTG21): their words are still in the document, nobody counts with them. */

/** One item taken off, as everybody may see it. */
export interface Removal {
  readonly itemId: string;
  /** As it stood; '' for a closed item. */
  readonly title: string;
  /** Who took it off, and when (ms since 1970 UTC). */
  readonly name: string;
  readonly at: number;
}

/** What is off the agenda of a meeting, in the order of the acts. */
export async function removalsOf(db: Db | Trx, meetingId: string): Promise<Removal[]> {
  return db
    .selectFrom('agenda_removal')
    .innerJoin('person', 'person.id', 'agenda_removal.removed_by')
    .select([
      'agenda_removal.item_id as itemId',
      'agenda_removal.title',
      'person.display_name as name',
      'agenda_removal.removed_at as at',
    ])
    .where('agenda_removal.meeting_id', '=', meetingId)
    .where('agenda_removal.restored_at', 'is', null)
    .orderBy('agenda_removal.removed_at')
    .orderBy('agenda_removal.id')
    .execute();
}

/** Ids of what is off the agenda of a meeting. */
export async function removedItems(db: Db | Trx, meetingId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('agenda_removal')
    .select('item_id')
    .where('meeting_id', '=', meetingId)
    .where('restored_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.item_id));
}
