import { generateKeyBetween } from 'fractional-indexing';
import type * as Y from 'yjs';
import type { MinutesSection } from '#lib/doc/minutes.ts';
import { notesAsText } from '#lib/doc/notes-text.ts';
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
  /** The document that holds an item's notes. */
  docOf: (itemId: string) => Y.Doc,
  /** The meeting's free notes. */
  memo: string,
): Promise<MinutesSection[]> {
  const items = await db
    .selectFrom('agenda_item')
    .select(['id', 'title'])
    .where('meeting_id', '=', meetingId)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  const parts = [
    ...items.map(({ id, title }) => ({ id, heading: title, body: notesAsText(docOf(id), id) })),
    { id: otherSection, heading: '', body: memo.trim() },
  ];
  let order: string | null = null;
  const sections: MinutesSection[] = [];
  for (const part of parts) {
    order = generateKeyBetween(order, null);
    sections.push({ ...part, order });
  }
  return sections;
}
