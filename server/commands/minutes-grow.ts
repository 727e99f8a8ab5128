import { generateKeyBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import { notesOf } from '#lib/doc/agenda.ts';
import { growMinutes as writeDraft, type MinutesSection } from '#lib/doc/minutes.ts';
import type { Trx } from '../db/open.ts';

/**
 * The first draft of the minutes, grown from the recorded agenda and its notes: one section per item taken
 * from the record, its notes as plain text. Answers what writes it into the minutes document, once.
 */
export async function growMinutes(
  trx: Trx,
  meetingId: string,
  agendaDoc: Y.Doc,
  now: number,
): Promise<(doc: Y.Doc) => void> {
  const items = await trx
    .selectFrom('agenda_item')
    .select(['id', 'title'])
    .where('meeting_id', '=', meetingId)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  let order: string | null = null;
  const sections: MinutesSection[] = [];
  for (const item of items) {
    order = generateKeyBetween(order, null);
    sections.push({ id: item.id, order, heading: item.title, body: notesAsText(agendaDoc, item.id) });
  }
  return (doc) => writeDraft(doc, sections, now);
}

/** The notes of an item as plain text: one line a paragraph, list entries marked with ・. */
export function notesAsText(agendaDoc: Y.Doc, itemId: string): string {
  const lines: string[] = [];
  const notes = notesOf(agendaDoc, itemId);
  if (notes) collect(notes, lines, '');
  return lines.join('\n').trim();
}

function collect(node: Y.XmlFragment | Y.XmlElement, lines: string[], mark: string): void {
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) lines.push(mark + plain(child));
    else if (child instanceof Y.XmlElement) {
      const block = child.toArray().some((inner) => inner instanceof Y.XmlElement);
      const entry = child.nodeName === 'listItem' ? '・' : mark;
      if (block) collect(child, lines, entry);
      else lines.push(entry + child.toArray().map(textIn).join(''));
    }
  }
}

function textIn(node: unknown): string {
  return node instanceof Y.XmlText ? plain(node) : '';
}

function plain(text: Y.XmlText): string {
  return text
    .toDelta()
    .map((op: { insert: unknown }) => (typeof op.insert === 'string' ? op.insert : ''))
    .join('');
}
