import { generateKeyBetween } from 'fractional-indexing';
import type { MinutesSection } from '#lib/doc/minutes.ts';
import type { MeetingNotes } from './meeting-notes.ts';
import { otherSection } from '../../records/minutes-record.ts';
import type { Db, Trx } from '../../db/open.ts';

/**
 * The first draft of the minutes, grown from the recorded agenda and its notes (MIN16): one section per item
 * taken from the record, its notes as plain text, and one for what else was said, which begins with the meeting's
 * free notes. What was decided is not retyped: it comes from the records.
 */
export async function draftSections(
  db: Db | Trx,
  meetingId: string,
  notes: MeetingNotes,
): Promise<MinutesSection[]> {
  const items = await db
    .selectFrom('agenda_item')
    .select(['id', 'title'])
    .where('meeting_id', '=', meetingId)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  const parts = [
    ...items.map(({ id, title }) => ({ id, heading: title, body: notes.of.get(id) ?? '' })),
    { id: otherSection, heading: '', body: notes.memo.trim() },
  ];
  let order: string | null = null;
  const sections: MinutesSection[] = [];
  for (const part of parts) {
    order = generateKeyBetween(order, null);
    sections.push({ ...part, order });
  }
  return sections;
}
