import type { Db, Trx } from '../db/open.ts';

/** Items that were carried over and have not come onto another agenda yet (REG14), the earliest meeting first. */
export function waitingItems(db: Db | Trx, councilId: string) {
  return db
    .selectFrom('agenda_item')
    .innerJoin('meeting', 'meeting.id', 'agenda_item.meeting_id')
    .selectAll('agenda_item')
    .select(['meeting.fiscal_year', 'meeting.seq', 'meeting.visibility as meeting_visibility'])
    .where('meeting.council_id', '=', councilId)
    .where('agenda_item.state', '=', 'carried_over')
    .where('agenda_item.carried_to', 'is', null)
    .orderBy('meeting.starts_at')
    .orderBy('agenda_item.position')
    .execute();
}
