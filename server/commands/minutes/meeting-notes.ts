import { memoOf, type AgendaItem } from '#lib/doc/agenda.ts';
import { agendaDoc, closedItemDoc } from '#lib/doc/names.ts';
import { notesAsText } from '#lib/doc/notes-text.ts';
import type { Tools } from '../define.ts';

/** What was written down in a meeting, as plain text. */
export interface MeetingNotes {
  /** Notes by item. */
  readonly of: ReadonlyMap<string, string>;
  /** The free notes. */
  readonly memo: string;
}

/** The notes of these items as they are on the disk now; those of closed items lie in documents of their own. */
export async function readNotes(
  words: Tools['words'],
  meetingId: string,
  items: readonly Pick<AgendaItem, 'id' | 'visibility'>[],
): Promise<MeetingNotes> {
  const open = items.filter(({ visibility }) => visibility === 'open');
  const { of, memo } = await words.look(agendaDoc(meetingId), (doc) => ({
    of: new Map(open.map(({ id }) => [id, notesAsText(doc, id)])),
    memo: memoOf(doc).toString(),
  }));
  for (const { id, visibility } of items) {
    if (visibility === 'open') continue;
    of.set(id, await words.look(closedItemDoc(meetingId, id), (doc) => notesAsText(doc, id)));
  }
  return { of, memo };
}
