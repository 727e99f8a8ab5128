import type * as Y from 'yjs';
import { addItem, readAgenda, textOf, type NewItem } from '#lib/doc/agenda.ts';

const atTheEnd = ['other', 'next_date', 'closing', 'post_session'];

/**
 * Puts an item where business belongs: behind the last item that is not other business, next date or
 * closing. Does nothing when the item is there already, so it can be repeated.
 */
export function addBusiness(doc: Y.Doc, item: NewItem, proposal = ''): void {
  const agenda = readAgenda(doc);
  if (agenda.some((existing) => existing.id === item.id)) return;
  const end = agenda.findIndex((existing) => atTheEnd.includes(existing.type));
  const last = end < 0 ? agenda.at(-1) : agenda[end - 1];
  addItem(doc, item, last?.id ?? null);
  if (proposal !== '') textOf(doc, item.id, 'proposal')?.insert(0, proposal);
}
