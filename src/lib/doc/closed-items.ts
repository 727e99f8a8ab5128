import type { AgendaItem } from './agenda.ts';

/*
 * A closed (non-public) item stands on the agenda with its place, kind and minutes only. Its words are an item of
 * the same shape and id in a document of its own, which residents and observers can't open (contracts §4).
 */

/** The item of the agenda with the words of its own document; without words where those can't be read. */
export function withClosedWords(item: AgendaItem, own: AgendaItem | undefined): AgendaItem {
  const { title, presenter, proposal, tasks } = own ?? { title: '', presenter: '', proposal: '', tasks: [] };
  return { ...item, title, presenter, proposal, tasks };
}
